import type { Metadata } from 'next';
import { NotFound } from '../ui/not-found';

export const metadata: Metadata = { title: 'No such page' };

export default function NotFoundPage() {
  return (
    <NotFound title="There is no such page" text="The address may be mistyped, or the page has moved." />
  );
}
