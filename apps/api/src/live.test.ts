import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from 'graphql-ws';
import { type ApiWorld, createApiWorld, logs } from './api.world';

let world: ApiWorld;
beforeAll(async () => {
  world = await createApiWorld();
});
afterAll(() => world.close());

const LOGS = `subscription ($id: String!, $after: Cursor) { logs(executionId: $id, after: $after) { cursor sealedAt lines { position message } } }`;
const EVENTS = `subscription ($id: String!, $after: Cursor) { executionEvents(executionId: $id, after: $after) { cursor sealedAt events { __typename seq } } }`;

interface Batch {
  readonly cursor: string;
  readonly sealedAt: number | null;
  readonly lines: readonly { position: number; message: string }[];
  readonly events: readonly { seq: number }[];
}

async function* over(
  client: Client,
  query: string,
  variables: Record<string, unknown>,
  field: string,
): AsyncGenerator<Batch> {
  for await (const { data, errors } of client.iterate<Record<string, Batch>>({ query, variables })) {
    if (errors || !data?.[field]) throw new Error(JSON.stringify(errors));
    yield data[field];
  }
}

async function startManyLines(id: string, lines: number): Promise<string> {
  const messages = Array.from({ length: lines }, (_, index) => `line ${index + 1}`);
  await world.save(logs(id).replace(`message: Hello ${id}`, `message: ${JSON.stringify(messages)}`));
  const { json } = await world.get(`/api/v1/executions/test/${id}`, { method: 'POST' });
  return json.id;
}

describe('over WebSocket', () => {
  test('events of a run, to its end', async () => {
    await world.save(logs('events'));
    const { json } = await world.get('/api/v1/executions/test/events', { method: 'POST' });
    const seqs: number[] = [];
    let sealedAt: number | null = null;
    for await (const batch of over(world.socket(), EVENTS, { id: json.id }, 'executionEvents')) {
      seqs.push(...batch.events.map(({ seq }) => seq));
      sealedAt = batch.sealedAt;
    }
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    expect(sealedAt).toBe(seqs.length);
  });

  test('a client that is cut off again and again, from server to server, sees every line once, in order, and the end', async () => {
    const id = await startManyLines('many', 10_000);
    const seen: number[] = [];
    let cursor: string | undefined;
    let sealedAt: number | null = null;
    for (let connections = 0; sealedAt === null; connections += 1) {
      const server = await world.secondServer();
      let batches = 0;
      try {
        for await (const batch of over(world.socket(server.base), LOGS, { id, after: cursor }, 'logs')) {
          seen.push(...batch.lines.map(({ position }) => position));
          ({ cursor, sealedAt } = batch);
          batches += 1;
          // The server goes away in the middle of a stream, with the client still listening.
          if (batches === 2 && connections < 5) await server.close();
        }
      } catch {
        // cut off: go on from the cursor
      }
      await server.close();
    }
    const stored = (
      await world.pool.query('select position from log_lines where execution_id = $1 order by position', [id])
    ).rows;
    expect(seen).toEqual(stored.map(({ position }) => position));
    expect(seen.length).toBeGreaterThanOrEqual(10_000);
    expect(sealedAt).toBe(seen.length);
  });

  test('an unknown execution and bad documents end one operation, not the socket', async () => {
    const client = world.socket();
    const refused = async (query: string, variables: Record<string, unknown> = {}) => {
      try {
        for await (const { errors } of client.iterate({ query, variables })) return JSON.stringify(errors);
      } catch (error) {
        return JSON.stringify(error);
      }
      return 'nothing';
    };
    expect(await refused(EVENTS, { id: 'nobody' })).toContain('NOT_FOUND');
    expect(await refused('subscription { nothing }')).toContain('nothing');
    expect(await refused('{ flows(')).toContain('Syntax Error');
    expect(
      await refused(`{ ${Array.from({ length: 40 }, (_, index) => `a${index}: flowJsonSchema`).join(' ')} }`),
    ).toContain('QUERY_TOO_LARGE');
    for await (const { data } of client.iterate({ query: '{ server { version } }' }))
      expect(data).toEqual({ server: { version: '1.2.3' } });
  });
});

describe('over server-sent events', () => {
  test('a log, to its end, and again from a cursor', async () => {
    const id = await startManyLines('sse', 1200);
    const read = async (after?: string) => {
      const { text } = await world.get('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query: LOGS, variables: { id, after } }),
      });
      return [...text.matchAll(/^data: (\{.*)$/gm)].map(
        (match) => JSON.parse(match[1] ?? '').data.logs as Batch,
      );
    };
    const all = await read();
    const lines = all.flatMap((batch) => batch.lines.map(({ position }) => position));
    expect(lines).toEqual(lines.map((_, index) => index + 1));
    expect(all.at(-1)?.sealedAt).toBe(lines.length);
    const rest = await read(all[0]?.cursor);
    expect(rest[0]?.lines[0]?.position ?? lines.length + 1).toBe((all[0]?.lines.length ?? 0) + 1);
  });
});
