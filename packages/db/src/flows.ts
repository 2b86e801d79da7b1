import type { Label } from '@headrace/flow';
import { writeJsonb } from '@headrace/json';
import type pg from 'pg';

/** Which revision the name of a flow means. */
export interface StoredFlow {
  readonly revision: number;
  readonly disabled: boolean;
}

/** The newest revision of a flow that is not deleted; null = there is none. Its text is asked for by whoever does not know it. */
export async function findFlow(
  pool: pg.Pool,
  { namespace, id }: { namespace: string; id: string },
): Promise<StoredFlow | null> {
  const { rows } = await pool.query<StoredFlow>({
    name: 'headrace_find_flow',
    text: 'SELECT revision, disabled FROM flows WHERE namespace = $1 AND id = $2 AND NOT deleted',
    values: [namespace, id],
  });
  return rows[0] ?? null;
}

/** The text of a revision, of a deleted flow too: an execution goes on with the revision that it began with. */
export async function findRevision(
  pool: pg.Pool,
  { namespace, id, revision }: { namespace: string; id: string; revision: number },
): Promise<string | null> {
  const { rows } = await pool.query<{ source: string }>({
    name: 'headrace_find_revision',
    text: 'SELECT source FROM flow_revisions WHERE namespace = $1 AND flow_id = $2 AND revision = $3',
    values: [namespace, id, revision],
  });
  return rows[0]?.source ?? null;
}

export interface FlowToSave {
  readonly namespace: string;
  readonly id: string;
  readonly source: string;
  readonly disabled: boolean;
  readonly description: string | null;
  readonly labels: readonly Label[];
  /** A new flow only: a stored one is left as it is, one that was deleted too. */
  readonly onlyIfNew?: boolean;
  /** The revision that the text was made from; 0 = there must be no such flow. */
  readonly expectedRevision?: number;
}

/** A flow as its row says after a save. */
export interface SavedFlow {
  readonly namespace: string;
  readonly id: string;
  readonly revision: number;
  readonly disabled: boolean;
  readonly deleted: boolean;
  readonly description: string | null;
  readonly labels: readonly Label[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type SaveFlowOutcome =
  | { readonly kind: 'saved'; readonly flow: SavedFlow; readonly revisionCreated: boolean }
  /** `onlyIfNew` found one. */
  | { readonly kind: 'leftAlone' }
  /** Nothing was stored: the flow has another revision than expected; null = there is none, or it is deleted. */
  | { readonly kind: 'conflict'; readonly currentRevision: number | null };

/**
 * Stores a new revision if the source differs from the newest one, and brings back a deleted flow (its numbering goes on).
 * Two savers of one flow wait for each other; each is told its own revision.
 */
export async function saveFlowSource(pool: pg.Pool, flow: FlowToSave): Promise<SaveFlowOutcome> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const saved = await saveLocked(client, flow);
    await client.query(saved.kind === 'saved' ? 'COMMIT' : 'ROLLBACK');
    client.release();
    return saved;
  } catch (error) {
    // A connection whose transaction may still be open must not go back to the pool.
    client.release(true);
    throw error;
  }
}

const FLOW_COLUMNS = `f.namespace, f.id, f.revision, f.disabled, f.deleted, f.description, f.labels, f.created_at AS "createdAt",
  f.updated_at AS "updatedAt"`;

async function saveLocked(client: pg.PoolClient, flow: FlowToSave): Promise<SaveFlowOutcome> {
  const { namespace, id, source, disabled, description, labels, onlyIfNew, expectedRevision } = flow;
  const inserted = await client.query(
    `INSERT INTO flows (namespace, id, revision, disabled, description, labels) VALUES ($1, $2, 0, $3, $4, $5)
      ON CONFLICT DO NOTHING`,
    [namespace, id, disabled, description, writeJsonb(labels)],
  );
  if (inserted.rowCount === 0 && onlyIfNew) return { kind: 'leftAlone' };
  const { rows } = await client.query<SavedFlow & { source: string | null }>(
    `SELECT ${FLOW_COLUMNS}, r.source FROM flows f
      LEFT JOIN flow_revisions r ON r.namespace = f.namespace AND r.flow_id = f.id AND r.revision = f.revision
      WHERE f.namespace = $1 AND f.id = $2 FOR UPDATE OF f`,
    [namespace, id],
  );
  const [found] = rows;
  if (!found) throw new Error(`flow ${namespace}.${id} vanished while it was saved`);
  const { source: stored, ...current } = found;
  const isThere = current.revision > 0 && !current.deleted;
  const isSame = stored === source && isThere;
  if (expectedRevision !== undefined && expectedRevision !== (isThere ? current.revision : 0)) {
    // A save that is sent again after its answer got lost has nothing to overwrite. One that creates must not find anything.
    if (!isSame || expectedRevision === 0)
      return { kind: 'conflict', currentRevision: isThere ? current.revision : null };
  }
  if (isSame) return { kind: 'saved', flow: current, revisionCreated: false };
  const revision = current.revision + 1;
  await client.query(
    'INSERT INTO flow_revisions (namespace, flow_id, revision, source) VALUES ($1, $2, $3, $4)',
    [namespace, id, revision, source],
  );
  const updated = await client.query<SavedFlow>(
    `UPDATE flows f SET revision = $3, disabled = $4, description = $5, labels = $6, deleted = false, updated_at = now()
      WHERE f.namespace = $1 AND f.id = $2 RETURNING ${FLOW_COLUMNS}`,
    [namespace, id, revision, disabled, description, writeJsonb(labels)],
  );
  const [row] = updated.rows;
  if (!row) throw new Error(`flow ${namespace}.${id} vanished while it was saved`);
  return { kind: 'saved', flow: row, revisionCreated: true };
}

/** Marks a flow deleted; its revisions and executions stay. False = there is none. */
export async function deleteFlow(
  pool: pg.Pool,
  { namespace, id }: { namespace: string; id: string },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    'UPDATE flows SET deleted = true, updated_at = now() WHERE namespace = $1 AND id = $2 AND NOT deleted',
    [namespace, id],
  );
  return rowCount === 1;
}
