import { NotFound } from '../ui/not-found';

export default function NotFoundPage() {
  return (
    <NotFound title="There is no such page" text="The address may be mistyped, or the page has moved." />
  );
}
