import type { Random } from './random.testing';

/** What one try of a task does. */
export interface Step {
  /**
   * `refused`: outputs that the worker takes for good and the store does not. `unstorable`: outputs that no store takes. `hang`: until
   * its timeout.
   */
  readonly kind: 'succeed' | 'fail' | 'throw' | 'hang' | 'unstorable' | 'refused';
  readonly ms: number;
  readonly lines: number;
}

export interface RetryPolicy {
  readonly intervalMs: number;
  readonly maxAttempts: number | null;
  readonly maxDurationMs: number | null;
  readonly warningOnRetry: boolean;
}

/** A task that a worker runs, and what it does there. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly id: string;
  readonly isEffectFree: boolean;
  readonly isDisabled: boolean;
  /** By number of failed tries before; the last one goes on for ever. */
  readonly steps: readonly Step[];
  /** The very first run never ends by itself: only the end of its worker ends it. */
  readonly hangsFirst: boolean;
  readonly timeoutMs: number | null;
  readonly retry: RetryPolicy | null;
}

export interface Group {
  readonly kind: 'sequential' | 'parallel';
  readonly id: string;
  readonly isDisabled: boolean;
  /** Of a parallel one; 0 = all at once. */
  readonly concurrent: number;
  readonly children: readonly Node[];
}

export type Node = Leaf | Group;

/** A flow, and everything that is going to happen in it. */
export interface Script {
  readonly flowId: string;
  readonly revision: number;
  readonly children: readonly Node[];
  readonly retry: RetryPolicy | null;
  /** `broken`: cannot be rendered. `ofTask`: can, if that task left its outputs. */
  readonly outputs:
    | { readonly kind: 'none' | 'constant' | 'broken' }
    | { readonly kind: 'ofTask'; readonly taskId: string };
}

export interface ScriptLimits {
  readonly leaves: number;
  readonly longestMs: number;
  readonly mayHang: boolean;
  readonly mayBeRefused: boolean;
  /** Chance of a task that fails at least once. */
  readonly failing: number;
  /** Chance of a task without an effect. */
  readonly effectFree: number;
}

export const NAMESPACE = 'sim';

export function keyOf({ flowId, revision }: Pick<Script, 'flowId' | 'revision'>, taskId?: string): string {
  return taskId === undefined ? `${flowId}@${revision}` : `${flowId}@${revision}/${taskId}`;
}

export function leavesOf(nodes: readonly Node[]): Leaf[] {
  return nodes.flatMap((node) => (node.kind === 'leaf' ? [node] : leavesOf(node.children)));
}

export function randomScript(
  random: Random,
  name: Pick<Script, 'flowId' | 'revision'>,
  limits: ScriptLimits,
): Script {
  let left = random.int(1, limits.leaves);
  let lastId = 0;
  const newId = () => `t${(lastId += 1)}`;

  function nodes(depth: number): Node[] {
    const made: Node[] = [];
    do {
      const isGroup = depth < 3 && left > 1 && random.chance(depth === 0 ? 0.35 : 0.3);
      if (isGroup) made.push(group(depth));
      else {
        left -= 1;
        made.push(randomLeaf(random, newId(), limits));
      }
    } while (left > 0 && random.chance(depth === 0 ? 0.9 : 0.7));
    return made;
  }

  function group(depth: number): Group {
    const id = newId();
    const kind = random.chance(0.65) ? 'parallel' : 'sequential';
    const children = nodes(depth + 1);
    const concurrent = random.chance(0.5) ? 0 : random.int(1, 3);
    return { kind, id, isDisabled: random.chance(0.03), concurrent, children };
  }

  const children = nodes(0);
  const retry = random.chance(0.1) ? randomRetry(random, true) : null;
  const withOutputs = leavesOf(children).filter(({ isEffectFree }) => !isEffectFree);
  const chance = random.next();
  const outputs: Script['outputs'] =
    chance < 0.1
      ? { kind: 'constant' }
      : chance < 0.15
        ? { kind: 'broken' }
        : chance < 0.3 && withOutputs.length > 0
          ? { kind: 'ofTask', taskId: random.pick(withOutputs).id }
          : { kind: 'none' };
  return { ...name, children, retry, outputs };
}

function randomLeaf(random: Random, id: string, limits: ScriptLimits): Leaf {
  const isEffectFree = random.chance(limits.effectFree);
  const failing = random.chance(limits.failing) ? random.int(1, 3) : 0;
  const isForEver = failing > 0 && random.chance(0.3);
  const retry = failing > 0 ? (random.chance(0.8) ? randomRetry(random, isForEver) : null) : null;
  const timeoutMs = random.chance(0.15) ? random.int(1, 4) * 1_000 : null;
  const quickMs = isEffectFree ? 20 : random.chance(0.8) ? 2_000 : limits.longestMs;
  const mostMs = timeoutMs === null ? quickMs : Math.min(quickMs, timeoutMs / 2);
  const stepOf = (kind: Step['kind']): Step => ({
    kind,
    ms: random.chance(0.3) ? 0 : Math.floor(random.between(0, mostMs)),
    lines: random.chance(0.5) ? 0 : random.int(1, 4),
  });
  const failures = (['fail', 'throw', 'unstorable'] as Step['kind'][])
    .concat(timeoutMs === null ? [] : 'hang')
    .concat(limits.mayBeRefused ? 'refused' : []);
  const steps = Array.from({ length: failing }, () => stepOf(random.pick(failures)));
  if (!isForEver) steps.push(stepOf('succeed'));
  return {
    kind: 'leaf',
    id,
    isEffectFree,
    isDisabled: random.chance(0.04),
    steps,
    hangsFirst: limits.mayHang && !isEffectFree && timeoutMs === null && random.chance(0.1),
    timeoutMs,
    retry,
  };
}

function randomRetry(random: Random, isForEver: boolean): RetryPolicy {
  const maxAttempts = isForEver || random.chance(0.7) ? random.int(1, 4) : null;
  return {
    intervalMs: random.pick([100, 500, 1_000, 3_000]),
    maxAttempts,
    maxDurationMs: random.chance(0.15) ? random.pick([4_000, 10_000, 600_000]) : null,
    warningOnRetry: random.chance(0.3),
  };
}
