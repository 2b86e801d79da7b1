import { type Client, createClient } from 'graphql-ws';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { expectPromisesKept } from './checker';
import { type FaultWorld, until, withWorld } from './world';

const TASKS = 100;
const LINES_PER_TASK = 100;
const LINES = TASKS * LINES_PER_TASK;
const LIMIT_MS = 300_000;

const FLOW = `id: talkative
namespace: test
tasks:
${Array.from(
  { length: TASKS },
  (_, task) =>
    `  - id: t${task}\n    type: io.kestra.plugin.core.log.Log\n    message: ${JSON.stringify(
      Array.from({ length: LINES_PER_TASK }, (__, line) => `line ${line} of task ${task}`),
    )}\n`,
).join('')}`;

const LOGS = `subscription Logs($id: String!, $after: Cursor) {
  logs(executionId: $id, after: $after) { cursor sealedAt lines { position taskId line message } }
}`;
const EVENTS = `subscription Events($id: String!, $after: Cursor) {
  executionEvents(executionId: $id, after: $after) { cursor sealedAt events {
    __typename seq ... on TaskRunCreatedEvent { taskRunState } ... on ExecutionEndedEvent { executionState }
  } }
}`;

interface Batch<Row> {
  readonly cursor: string;
  readonly sealedAt: number | null;
  readonly lines?: readonly Row[];
  readonly events?: readonly Row[];
}

/** One subscription that ends when the connection breaks or the feed is complete. */
type Listen = (query: string, after: string | null, onBatch: (batch: Batch<object>) => void) => Promise<void>;

/** A client that does what every client should: it comes back with the last cursor until it is told the end. */
class Follower {
  readonly rows: object[] = [];
  cursor: string | null = null;
  sealedAt: number | null = null;
  connections = 0;

  constructor(
    private readonly query: string,
    private readonly listen: Listen,
  ) {}

  async follow(): Promise<void> {
    while (this.sealedAt === null) {
      this.connections += 1;
      await this.listen(this.query, this.cursor, (batch) => {
        this.rows.push(...(batch.lines ?? batch.events ?? []));
        this.cursor = batch.cursor;
        this.sealedAt = batch.sealedAt;
      }).catch(() => {});
    }
  }
}

interface Cuttable {
  readonly listen: Listen;
  /** Breaks the connections under way, without a goodbye. */
  cut(): void;
}

function overWebSocket(world: FaultWorld, id: string): Cuttable {
  const sockets = new Set<WebSocket>();
  class Socket extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols);
      sockets.add(this);
      this.once('close', () => sockets.delete(this));
    }
  }
  return {
    listen: (query, after, onBatch) =>
      new Promise((resolve, reject) => {
        const client: Client = createClient({
          url: `${world.api.address.replace('http', 'ws')}/graphql`,
          webSocketImpl: Socket,
          retryAttempts: 0,
        });
        client.subscribe(
          { query, variables: { id, after } },
          {
            next: ({ data }) => onBatch(Object.values(data ?? {})[0] as Batch<object>),
            error: reject,
            complete: resolve,
          },
        );
      }),
    cut: () => {
      for (const socket of sockets) socket.terminate();
    },
  };
}

function overServerSentEvents(world: FaultWorld, id: string): Cuttable {
  const aborts = new Set<AbortController>();
  return {
    listen: async (query, after, onBatch) => {
      const abort = new AbortController();
      aborts.add(abort);
      const response = await fetch(`${world.api.address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query, variables: { id, after } }),
        signal: abort.signal,
      });
      let text = '';
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += chunk;
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const data = /^data: (.+)$/m.exec(text.slice(0, end))?.[1];
          text = text.slice(end + 2);
          const payload = data ? (JSON.parse(data) as { data?: Record<string, Batch<object>> }) : {};
          const [batch] = Object.values(payload.data ?? {});
          if (batch) onBatch(batch);
        }
      }
    },
    cut: () => {
      for (const abort of aborts) abort.abort();
      aborts.clear();
    },
  };
}

describe.each([
  ['WebSocket', overWebSocket],
  ['server-sent events', overServerSentEvents],
] as const)('over %s', (_, over) => {
  test('a client sees every one of 10,000 lines once and in order, and the end, though its connection and the api die on the way', {
    timeout: LIMIT_MS,
  }, async () => {
    await withWorld({}, async (world) => {
      await world.saveFlow(FLOW);
      const id = await world.startExecution('talkative');
      const connection = over(world, id);
      const logs = new Follower(LOGS, connection.listen);
      const events = new Follower(EVENTS, connection.listen);
      const following = Promise.all([logs.follow(), events.follow()]);

      await until('some lines arrived', async () => logs.rows.length > LINES * 0.1);
      connection.cut();
      await until('more lines arrived', async () => logs.rows.length > LINES * 0.3);
      await world.api.kill();
      await world.api.start();
      await until('lines arrive again', async () => logs.rows.length > LINES * 0.5);
      connection.cut();
      await following;

      const stored = await world.query(
        `SELECT position, task_id AS "taskId", line, message FROM log_lines WHERE execution_id = $1 ORDER BY position`,
        [id],
      );
      expect(stored).toHaveLength(LINES);
      expect(logs.rows).toEqual(stored);
      expect(logs.sealedAt).toBe(LINES);
      expect(logs.connections).toBeGreaterThan(1);

      const numbers = events.rows.map((event) => (event as { seq: number }).seq);
      expect(numbers).toEqual(numbers.map((__, index) => index + 1));
      expect(events.sealedAt).toBe(numbers.length);
      expect(events.rows.at(-1)).toMatchObject({
        __typename: 'ExecutionEndedEvent',
        executionState: 'SUCCESS',
      });
      const { executions } = await expectPromisesKept(world, {
        acknowledged: [id],
        taskRuns: TASKS,
        repeats: 'none',
      });
      expect(executions[0]?.seq).toBe(numbers.length);
    });
  });
});
