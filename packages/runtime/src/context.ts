import { type ExecutionFacts, loadResults, type TaskRunResult } from '@headrace/db';
import type { Changes, ExecutionRow, State } from '@headrace/engine';
import { type Context, references } from '@headrace/expression';
import type { Flow, JsonValue, Label, Task } from '@headrace/flow';
import { isJsonMap } from '@headrace/json';
import type { Ports } from './ports';

/** What templates read of an execution, so that only that is loaded. */
export interface Reading {
  /** Ids of tasks whose results are read. */
  readonly results: ReadonlySet<string> | 'all';
  /** Whether they read what the execution was started with. */
  readonly facts: boolean;
}

const FACT_ROOTS: ReadonlySet<unknown> = new Set(['inputs', 'trigger', 'labels']);

function readingOf(templates: readonly string[]): Reading {
  const taskIds = new Set<string>();
  let isAll = false;
  let facts = false;
  for (const template of templates) {
    for (const { root, path } of safeReferences(template)) {
      if (root === '*') return { results: 'all', facts: true };
      facts ||= FACT_ROOTS.has(root);
      if (root !== 'outputs' && root !== 'tasks') continue;
      const [first] = path;
      if (typeof first === 'string') taskIds.add(first);
      else isAll = true;
    }
  }
  return { results: isAll ? 'all' : taskIds, facts };
}

/** A template that does not parse reads nothing: rendering it will say what is wrong, with its position. */
function safeReferences(template: string): ReturnType<typeof references> {
  if (!template.includes('{')) return [];
  try {
    return references(template);
  } catch {
    return [];
  }
}

/** The part of an execution that expressions can see besides what it was started with. */
export type ExecutionIdentity = Pick<
  ExecutionRow,
  'id' | 'namespace' | 'flowId' | 'flowRevision' | 'originalId' | 'createdAt' | 'state'
>;

/** Where in an execution an expression stands. */
export interface TaskPlace {
  readonly task: Pick<Task, 'id' | 'type'>;
  readonly taskRun: {
    readonly id: string;
    readonly path: readonly string[];
    readonly value: string | null;
    /** Values of the loops around it, outermost first, its own last. */
    readonly values: readonly string[];
    readonly startedAt: string | null;
  };
  /** Attempts before the one that runs. */
  readonly attemptsCount: number;
}

export interface ContextRequest {
  readonly flow: Pick<Flow, 'variables'>;
  readonly execution: ExecutionIdentity;
  /** Asked only when something reads it. */
  readonly facts: () => Promise<ExecutionFacts>;
  /** What is going to be rendered: only what it reads is loaded. */
  readonly templates: readonly string[];
  /** Gives what is encrypted, or something in its place. */
  readonly reveal: <Value extends JsonValue | undefined>(value: Value) => Value;
  /** Without it there are the variables that every task of the execution can see. */
  readonly place?: TaskPlace;
  /** Task runs as they will be, over what is stored. */
  readonly unsaved?: Changes | null;
}

/** The variables that expressions of an execution can see (spec: expression context). */
export async function expressionContext(
  { database: { pool }, settings }: Pick<Ports, 'database' | 'settings'>,
  { flow, execution, facts: factsOf, templates, reveal, place, unsaved = null }: ContextRequest,
): Promise<Context> {
  const reading = readingOf(templates);
  const results = await resultsOf(reading.results, unsaved, (taskIds) =>
    loadResults(pool, execution.id, taskIds),
  );
  const facts = reading.facts ? await factsOf() : null;
  return {
    flow: { id: execution.flowId, namespace: execution.namespace, revision: execution.flowRevision },
    execution: {
      id: execution.id,
      startDate: execution.createdAt,
      state: execution.state,
      originalId: execution.originalId,
    },
    ...(place && placeVariables(place, execution)),
    outputs: byTask(results, ({ outputs }) => reveal(outputs ?? undefined)),
    tasks: byTask(results, ({ state }) => ({ state })),
    ...settings,
    ...(facts?.inputs && { inputs: reveal(facts.inputs) }),
    ...(facts?.trigger && { trigger: revealedTrigger(facts.trigger.variables, reveal) }),
    ...(facts && facts.labels.length > 0 && { labels: labelMap(facts.labels) }),
    ...(Object.keys(flow.variables).length > 0 && { vars: flow.variables }),
  };
}

/** Of what a trigger gives only headers are encrypted by us: what looks so in a body was sent like that. */
function revealedTrigger(
  variables: Readonly<Record<string, JsonValue>>,
  reveal: ContextRequest['reveal'],
): Readonly<Record<string, JsonValue>> {
  const { headers } = variables;
  return headers === undefined ? variables : { ...variables, headers: reveal(headers) };
}

async function resultsOf(
  wanted: Reading['results'],
  unsaved: Changes | null,
  load: (taskIds: readonly string[] | 'all') => Promise<readonly TaskRunResult[]>,
): Promise<readonly TaskRunResult[]> {
  const pending = unsaved ? unsavedResults(unsaved) : [];
  if (wanted === 'all') return overlaid(await load('all'), pending, unsaved);
  // A task outside of loops runs once: what is about to be stored is all there is of it.
  const known = new Set(pending.filter(({ values }) => values.length === 0).map(({ taskId }) => taskId));
  const missing = [...wanted].filter((taskId) => !known.has(taskId));
  const stored = missing.length > 0 ? await load(missing) : [];
  return overlaid(
    stored,
    pending.filter(({ taskId }) => wanted.has(taskId)),
    unsaved,
  );
}

/** New task runs, as results. */
function unsavedResults({ newTaskRuns }: Changes): TaskRunResult[] {
  return newTaskRuns.map(({ id, taskId, values, state }) => ({
    taskRunId: id,
    taskId,
    values,
    state,
    outputs: null,
  }));
}

function overlaid(
  stored: readonly TaskRunResult[],
  pending: readonly TaskRunResult[],
  unsaved: Changes | null,
): readonly TaskRunResult[] {
  if (!unsaved) return stored;
  const states = new Map<string, State | undefined>(unsaved.taskRuns.map(({ id, state }) => [id, state]));
  const outputs = new Map(unsaved.outputs.map((one) => [one.taskRunId, one.outputs]));
  return [...stored, ...pending].map((result) => ({
    ...result,
    state: states.get(result.taskRunId) ?? result.state,
    outputs: outputs.get(result.taskRunId) ?? result.outputs,
  }));
}

/** Every text inside a value. */
export function textsOf(value: JsonValue): string[] {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value) && !isJsonMap(value)) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, JsonValue]) => [key, ...textsOf(inner)]);
}

function placeVariables({ task, taskRun, attemptsCount }: TaskPlace, { createdAt }: ExecutionIdentity) {
  const parentId = taskRun.path.at(-1);
  const around = taskRun.value === null ? taskRun.values : taskRun.values.slice(0, -1);
  const parents = around.toReversed().map((value) => ({ taskrun: { value } }));
  const [parent] = parents;
  return {
    parents,
    ...(parent && { parent }),
    task: { id: task.id, type: task.type },
    taskrun: {
      id: taskRun.id,
      startDate: taskRun.startedAt ?? createdAt,
      attemptsCount,
      idempotencyKey: taskRun.id,
      ...(parentId !== undefined && { parentId }),
      ...(taskRun.value !== null && { value: taskRun.value }),
    },
  };
}

const ENDED_WITH_OUTPUTS: ReadonlySet<State> = new Set(['SUCCESS', 'WARNING']);

/** By task id, and inside of loops by the values around it. A task that ended well and left nothing has empty outputs. */
function byTask(
  results: readonly TaskRunResult[],
  pick: (result: TaskRunResult) => JsonValue | undefined,
): Record<string, unknown> {
  const map: Record<string, unknown> = {};
  for (const result of results) {
    const empty = result.outputs === null && ENDED_WITH_OUTPUTS.has(result.state) ? {} : result.outputs;
    const picked = pick({ ...result, outputs: empty });
    if (picked !== undefined) setAt(map, [result.taskId, ...result.values], picked);
  }
  return map;
}

function setAt(map: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    Object.defineProperty(map, first, { value, enumerable: true, configurable: true, writable: true });
    return;
  }
  const inner = Object.hasOwn(map, first) ? map[first] : undefined;
  const next = (typeof inner === 'object' && inner !== null ? inner : {}) as Record<string, unknown>;
  Object.defineProperty(map, first, { value: next, enumerable: true, configurable: true, writable: true });
  setAt(next, rest, value);
}

/** `system.x` is nested under `system`; of two labels with one key the first wins. */
function labelMap(labels: readonly Label[]): Record<string, unknown> {
  const map = new Map<string, unknown>();
  const system = new Map<string, string>();
  for (const { key, value } of labels) {
    const target = key.startsWith('system.') ? system : map;
    const name = key.startsWith('system.') ? key.slice('system.'.length) : key;
    if (!target.has(name)) target.set(name, value);
  }
  if (system.size > 0) map.set('system', Object.fromEntries(system));
  return Object.fromEntries(map);
}
