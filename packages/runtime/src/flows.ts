import { type Database, findFlow, findRevision, type SavedFlow, saveFlowSource } from '@headrace/db';
import { type Flow, type FlowIssue, MASKED_KEY, WEBHOOK_TRIGGER_TYPE } from '@headrace/flow';
import { LRUCache } from 'lru-cache';
import type { CheckedFlow } from './check-flow';
import type { FlowReader } from './read-flow/reader';

export type SaveFlowResult =
  | {
      readonly kind: 'saved';
      readonly namespace: string;
      readonly flowId: string;
      readonly revision: number;
      readonly revisionCreated: boolean;
      /** The text of this revision: what was sent, with its own keys where masks stood. */
      readonly source: string;
      /** The flow's row as this save left it; a later save does not show in it. */
      readonly row: SavedFlow;
      /** Warnings. */
      readonly issues: readonly FlowIssue[];
    }
  /** Nothing was stored: the flow has another revision than expected; null = there is none, or it is deleted. */
  | {
      readonly kind: 'conflict';
      readonly namespace: string;
      readonly flowId: string;
      readonly currentRevision: number | null;
    }
  /** `onlyIfNew` found one. */
  | { readonly kind: 'leftAlone'; readonly namespace: string; readonly flowId: string }
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

export interface SaveFlowOptions {
  /** Leaves a flow alone that was ever stored. */
  readonly onlyIfNew?: boolean;
  /** The revision that the text was made from; 0 = there must be no such flow (creating never overwrites). */
  readonly expectedRevision?: number;
}

export interface FlowRevisionName {
  readonly namespace: string;
  readonly flowId: string;
  readonly revision: number;
}

/** Flow documents, parsed once each: a revision never changes. */
export interface Flows {
  /** Stores a new revision if the source is valid and differs from the newest one. */
  save(source: string, options?: SaveFlowOptions): Promise<SaveFlowResult>;
  /** The newest revision, or the given one, of a flow that is not deleted. */
  find(namespace: string, flowId: string, revision?: number): Promise<FindFlowResult>;
  /**
   * What `find` answered for the newest revision a while ago, without asking; null = nothing is remembered. Good for starting an
   * execution, whose commit checks that it still is the newest one (`newestRevision`), and for nothing else.
   */
  remembered(namespace: string, flowId: string): Promise<FindFlowResult | null>;
  /** The revision that an execution runs, also when the flow was deleted meanwhile; null = unknown or not readable any more. */
  ofExecution(name: FlowRevisionName): Promise<Flow | null>;
}

const CACHED_REVISIONS = 1000;
/** Of all texts together; what is made of them takes a few times as much. */
const CACHED_CHARACTERS = 32 * 1024 * 1024;
const CACHED_POINTERS = 10_000;

/** What a text of a revision says. */
interface ReadRevision {
  readonly source: string;
  readonly checked: CheckedFlow;
}

export function createFlows({ pool }: Pick<Database, 'pool'>, reader: FlowReader): Flows {
  const read = new LRUCache<string, ReadRevision>({
    max: CACHED_REVISIONS,
    maxSize: CACHED_CHARACTERS,
    sizeCalculation: ({ source }) => source.length + 1,
  });
  /** What is read at this moment: many who want a large revision wait for one thread. */
  const reading = new Map<string, Promise<ReadRevision | null>>();
  /** Numbers of newest revisions. Only of flows that may run: nobody is refused for what was so a while ago. */
  const newest = new LRUCache<string, number>({ max: CACHED_POINTERS });

  /** null = there is no such revision. */
  async function revisionOf(name: FlowRevisionName): Promise<ReadRevision | null> {
    const key = `${name.namespace}/${name.flowId}@${name.revision}`;
    const known = read.get(key) ?? reading.get(key);
    if (known) return known;
    const fresh = readRevision(key, name).finally(() => reading.delete(key));
    reading.set(key, fresh);
    return fresh;
  }

  async function readRevision(
    key: string,
    { namespace, flowId, revision }: FlowRevisionName,
  ): Promise<ReadRevision | null> {
    const source = await findRevision(pool, { namespace, id: flowId, revision });
    if (source === null) return null;
    const fresh = { source, checked: await reader.check(source) };
    read.set(key, fresh);
    return fresh;
  }

  async function found(name: FlowRevisionName, disabled: boolean): Promise<FindFlowResult> {
    const known = await revisionOf(name);
    if (!known) return { kind: 'notFound' };
    const { source, checked } = known;
    const { revision } = name;
    if (!checked.ok) return { kind: 'invalid', source, revision, issues: checked.issues };
    return { kind: 'found', flow: checked.flow, source, revision, disabled };
  }

  /** Webhook keys are shown masked. A text that was shown, changed and is saved keeps the keys that it had. */
  async function unmasked(shown: string): Promise<{ source: string; result: CheckedFlow }> {
    const result = await reader.lint(shown);
    if (!result.ok || !hasMaskedKey(result.flow)) return { source: shown, result };
    const before = await flows.find(result.flow.namespace, result.flow.id);
    const triggers = before.kind === 'found' ? before.flow.triggers : [];
    const webhooks = triggers.filter((trigger) => trigger.type === WEBHOOK_TRIGGER_TYPE);
    const keys = Object.fromEntries(webhooks.map(({ id, key }) => [id, key]));
    const source = await reader.restored(shown, keys);
    const restored = await reader.lint(source);
    if (!restored.ok || !hasMaskedKey(restored.flow)) return { source, result: restored };
    return { source, result: { ok: false, issues: [unknownKey(source)] } };
  }

  const flows: Flows = {
    async save(shown, options = {}) {
      const { source, result } = await unmasked(shown);
      if (!result.ok) return { kind: 'invalid', issues: result.issues };
      const { namespace, id, disabled, description, labels } = result.flow;
      const outcome = await saveFlowSource(pool, {
        namespace,
        id,
        source,
        disabled,
        description: description ?? null,
        labels,
        ...options,
      });
      const named = { namespace, flowId: id };
      switch (outcome.kind) {
        case 'saved': {
          const { flow: row, revisionCreated } = outcome;
          const { revision } = row;
          return { ...named, kind: 'saved', revision, revisionCreated, source, row, issues: result.issues };
        }
        case 'conflict':
        case 'leftAlone':
          return { ...named, ...outcome };
      }
    },

    async find(namespace, flowId, revision) {
      const pointer = await findFlow(pool, { namespace, id: flowId });
      if (!pointer) return { kind: 'notFound' };
      if (!pointer.disabled) newest.set(`${namespace}/${flowId}`, pointer.revision);
      return found({ namespace, flowId, revision: revision ?? pointer.revision }, pointer.disabled);
    },

    async remembered(namespace, flowId) {
      const revision = newest.get(`${namespace}/${flowId}`);
      return revision === undefined ? null : found({ namespace, flowId, revision }, false);
    },

    async ofExecution(name) {
      const known = await revisionOf(name);
      return known?.checked.ok ? known.checked.flow : null;
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
