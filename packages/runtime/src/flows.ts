import { type Database, findFlow, findRevision, saveFlowSource } from '@headrace/db';
import {
  type Flow,
  type FlowIssue,
  MASKED_KEY,
  restoreWebhookKeys,
  WEBHOOK_TRIGGER_TYPE,
} from '@headrace/flow';
import { LRUCache } from 'lru-cache';
import { type CheckedFlow, checkFlow, lintFlow } from './check-flow';

export type SaveFlowResult =
  | {
      readonly kind: 'saved';
      readonly namespace: string;
      readonly flowId: string;
      readonly revision: number;
      readonly revisionCreated: boolean;
      /** Warnings. */
      readonly issues: readonly FlowIssue[];
    }
  | { readonly kind: 'invalid'; readonly issues: readonly FlowIssue[] };

export type FindFlowResult =
  | {
      readonly kind: 'found';
      readonly flow: Flow;
      readonly source: string;
      readonly revision: number;
      readonly disabled: boolean;
    }
  /** Stored by a version of Headrace that understood it. */
  | {
      readonly kind: 'invalid';
      readonly source: string;
      readonly revision: number;
      readonly issues: readonly FlowIssue[];
    }
  | { readonly kind: 'notFound' };

export interface FlowRevisionName {
  readonly namespace: string;
  readonly flowId: string;
  readonly revision: number;
}

/** Flow documents, parsed once each: a revision never changes. */
export interface Flows {
  /** Stores a new revision if the source is valid and differs from the newest one. `onlyIfNew` leaves a stored flow alone. */
  save(source: string, options?: { onlyIfNew?: boolean }): Promise<SaveFlowResult>;
  /** The newest revision, or the given one, of a flow that is not deleted. */
  find(namespace: string, flowId: string, revision?: number): Promise<FindFlowResult>;
  /** The revision that an execution runs, also when the flow was deleted meanwhile; null = unknown or not readable any more. */
  ofExecution(name: FlowRevisionName): Promise<Flow | null>;
}

const CACHED_REVISIONS = 1000;

export function createFlows({ pool }: Pick<Database, 'pool'>): Flows {
  const parsed = new LRUCache<string, CheckedFlow>({ max: CACHED_REVISIONS });

  function parse(name: FlowRevisionName, source: string): CheckedFlow {
    const key = `${name.namespace}/${name.flowId}@${name.revision}`;
    const known = parsed.get(key);
    if (known) return known;
    const fresh = checkFlow(source);
    parsed.set(key, fresh);
    return fresh;
  }

  /** Webhook keys are shown masked. A text that was shown, changed and is saved keeps the keys that it had. */
  async function unmasked(shown: string): Promise<{ source: string; result: CheckedFlow }> {
    const result = lintFlow(shown);
    if (!result.ok || !hasMaskedKey(result.flow)) return { source: shown, result };
    const before = await flows.find(result.flow.namespace, result.flow.id);
    const triggers = before.kind === 'found' ? before.flow.triggers : [];
    const webhooks = triggers.filter((trigger) => trigger.type === WEBHOOK_TRIGGER_TYPE);
    const source = restoreWebhookKeys(shown, (id) => webhooks.find((webhook) => webhook.id === id)?.key);
    const restored = lintFlow(source);
    if (!restored.ok || !hasMaskedKey(restored.flow)) return { source, result: restored };
    return { source, result: { ok: false, issues: [unknownKey(source)] } };
  }

  const flows: Flows = {
    async save(shown, { onlyIfNew } = {}) {
      const { source, result } = await unmasked(shown);
      if (!result.ok) return { kind: 'invalid', issues: result.issues };
      const { namespace, id, disabled, description, labels } = result.flow;
      const saved = await saveFlowSource(pool, {
        namespace,
        id,
        source,
        disabled,
        description: description ?? null,
        labels,
        onlyIfNew,
      });
      const stored = saved ?? { revision: 0, revisionCreated: false };
      return { kind: 'saved', namespace, flowId: id, ...stored, issues: result.issues };
    },

    async find(namespace, flowId, revision) {
      const stored = await findFlow(pool, { namespace, id: flowId, revision });
      if (!stored) return { kind: 'notFound' };
      const { source, disabled } = stored;
      const result = parse({ namespace, flowId, revision: stored.revision }, source);
      if (!result.ok) return { kind: 'invalid', source, revision: stored.revision, issues: result.issues };
      return { kind: 'found', flow: result.flow, source, revision: stored.revision, disabled };
    },

    async ofExecution(name) {
      const known = parsed.get(`${name.namespace}/${name.flowId}@${name.revision}`);
      if (known) return known.ok ? known.flow : null;
      const source = await findRevision(pool, {
        namespace: name.namespace,
        id: name.flowId,
        revision: name.revision,
      });
      if (source === null) return null;
      const result = parse(name, source);
      return result.ok ? result.flow : null;
    },
  };
  return flows;
}

function hasMaskedKey({ triggers }: Flow): boolean {
  return triggers.some((trigger) => trigger.type === WEBHOOK_TRIGGER_TYPE && trigger.key === MASKED_KEY);
}

function unknownKey(source: string): FlowIssue {
  const before = source.slice(0, source.indexOf(MASKED_KEY));
  return {
    severity: 'error',
    path: 'triggers',
    message: 'This webhook key is a mask, and no key is stored for its trigger: write the key itself',
    line: before.split('\n').length,
    column: before.length - before.lastIndexOf('\n'),
  };
}
