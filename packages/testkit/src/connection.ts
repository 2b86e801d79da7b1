// Not the package's index: that loads the generated client, which a database does not need.
export { connectionOf } from '@headrace/db/connection';

/** The same server and user, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.toString();
}
