import type { Bus, Nudge, Topic, Wake } from '@headrace/bus';
import { type Database, openDatabase } from '@headrace/db';
import { createDatabase } from '@headrace/testkit';
import type pg from 'pg';

/** A database of a test's own and the few writes that make feeds grow, as the engine makes them. */
export interface FollowWorld {
  readonly pool: pg.Pool;
  readonly bus: SilentBus;
  addExecution(id: string, more?: { namespace?: string; labels?: object[] }): Promise<void>;
  /** One event, which makes the execution's `seq` one larger. */
  addEvent(id: string, more?: { ends?: boolean; message?: string }): Promise<number>;
  addLines(id: string, lines: readonly { level: number; message: string }[]): Promise<void>;
  end(id: string): Promise<void>;
  close(): Promise<void>;
}

/** A bus whose nudges are sent by hand: whatever is not nudged must be found by the safety look. */
export class SilentBus implements Bus {
  readonly driver = 'silent';
  readonly #listeners = new Map<string, Set<(wake: Wake) => void>>();

  publish(): void {}

  subscribe(topic: Topic, listener: (wake: Wake) => void): () => void {
    const listeners = this.#listeners.get(key(topic)) ?? new Set();
    this.#listeners.set(key(topic), listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Wakes the listeners of a topic, by a nudge that says nothing unless one is given. */
  nudge(topic: Topic, nudge: Nudge = { topic: 'flows' }): void {
    for (const listener of this.#listeners.get(key(topic)) ?? []) listener({ kind: 'nudge', nudge });
  }

  /** Tells everybody that nudges may have been missed. */
  reconnect(): void {
    for (const listeners of this.#listeners.values())
      for (const listener of listeners) listener({ kind: 'reconnected' });
  }

  listeners(topic: Topic): number {
    return this.#listeners.get(key(topic))?.size ?? 0;
  }

  async flush(): Promise<void> {}
  async close(): Promise<void> {}
}

function key(topic: Topic): string {
  return 'executionId' in topic ? `${topic.topic}:${topic.executionId}` : topic.topic;
}

const NOW = new Date('2026-01-01T00:00:00.000Z');

export async function createFollowWorld(): Promise<FollowWorld> {
  const own = await createDatabase();
  return followWorldOn(openDatabase({ connection: own.connection }), () => own.drop());
}

export function followWorldOn(database: Database, drop: () => Promise<void>): FollowWorld {
  const { pool } = database;
  return {
    pool,
    bus: new SilentBus(),
    addExecution: async (id, { namespace = 'company.team', labels = [] } = {}) => {
      await pool.query(
        `insert into executions (id, namespace, flow_id, flow_revision, state, seq, labels, original_id, created_at, changed_xid)
         values ($1, $2, 'hello', 1, 'CREATED', 0, $3, $1, $4, pg_current_xact_id()::text::bigint)`,
        [id, namespace, JSON.stringify(labels), NOW],
      );
    },
    addEvent: async (id, { ends = false, message } = {}) => {
      const { rows } = await pool.query<{ seq: number }>(
        `with x as (
           update executions set seq = seq + 1, state = $2, ended_at = $3, changed_xid = pg_current_xact_id()::text::bigint
           where id = $1 returning id, seq)
         insert into events (execution_id, seq, at, kind, execution_state, detail)
         select id, seq, $4, $5, $2, $6 from x returning seq`,
        [
          id,
          ends ? 'SUCCESS' : 'RUNNING',
          ends ? NOW : null,
          NOW,
          ends ? 'executionEnded' : 'attemptStarted',
          message === undefined ? null : JSON.stringify({ message }),
        ],
      );
      return rows[0]?.seq ?? 0;
    },
    addLines: async (id, lines) => {
      await pool.query(
        `with head as (
           insert into log_heads (execution_id, position) values ($1, $2)
           on conflict (execution_id) do update set position = log_heads.position + $2 returning position)
         insert into log_lines (execution_id, position, task_run_id, task_id, attempt, line, at, level, message)
         select $1, head.position - $2 + l.ordinality, 'run', 'task', 1, head.position - $2 + l.ordinality, $3,
                (l.value->>'level')::int, l.value->>'message'
         from head, jsonb_array_elements($4::jsonb) with ordinality l`,
        [id, lines.length, NOW, JSON.stringify(lines)],
      );
    },
    end: async (id) => {
      await pool.query(`update executions set state = 'SUCCESS', ended_at = $2 where id = $1`, [id, NOW]);
    },
    close: async () => {
      await database.close();
      await drop();
    },
  };
}
