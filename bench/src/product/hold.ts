import pg from 'pg';

/** A lock that keeps an execution from being changed, and so a worker from claiming its attempt. */
export interface Hold {
  /** Whether somebody waits for it. */
  isWaitedFor(): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * Stands in for a slow task, as long as there is none: the worker that takes this execution waits with its place taken, while its
 * loops go on. Whatever is updated meanwhile leaves old row versions behind that cannot be removed before the release.
 */
export async function holdExecution(databaseUrl: string, executionId: string): Promise<Hold> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {}); // the query that it interrupts rejects
  await client.connect();
  await client.query('BEGIN');
  await client.query('SELECT 1 FROM executions WHERE id = $1 FOR UPDATE', [executionId]);
  return {
    async isWaitedFor() {
      const { rows } = await client.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM pg_locks WHERE NOT granted',
      );
      return (rows[0]?.count ?? 0) > 0;
    },
    release: () => client.end(),
  };
}
