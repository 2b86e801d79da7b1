import { createHash } from 'node:crypto';
import type pg from 'pg';

/**
 * A function in the database that ships with its caller. Its name carries a digest of its text, so that processes of two versions
 * each call their own, and no migration is needed to change one.
 */
export interface DatabaseFunction {
  readonly name: string;
  readonly create: string;
}

/** @param template the statement, with `$NAME` where its name belongs */
export function databaseFunction(word: string, template: string): DatabaseFunction {
  const digest = createHash('sha256').update(template).digest('hex').slice(0, 10);
  const name = `headrace_${word}_${digest}`;
  return { name, create: template.replaceAll('$NAME', name) };
}

/** Creates those that are not there yet. Call it under the lock of the migrations. */
export async function installFunctions(
  client: pg.ClientBase,
  functions: readonly DatabaseFunction[],
): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT proname AS name FROM pg_proc WHERE proname = ANY($1) AND pronamespace = current_schema()::regnamespace',
    [functions.map(({ name }) => name)],
  );
  const known = new Set(rows.map(({ name }) => name));
  for (const { name, create } of functions) if (!known.has(name)) await client.query(create);
}
