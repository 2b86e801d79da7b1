import { type Group, keyOf, type Leaf, type Node, type Script } from './script.testing';

/** How a task run ended, as the rows say; undefined = it never began. */
export type Observed = (taskId: string) => string | undefined;

/** What an execution must look like in the end. */
export interface Expected {
  readonly state: string;
  readonly outputs: Readonly<Record<string, string>> | null;
  /** What of the rows cannot be. */
  readonly problems: readonly string[];
}

const OUTCOMES = ['SUCCESS', 'WARNING', 'FAILED'];

function worst(outcomes: readonly string[]): string {
  return outcomes.reduce((a, b) => (OUTCOMES.indexOf(a) >= OUTCOMES.indexOf(b) ? a : b), 'SUCCESS');
}

/**
 * What has to become of a script, from its text alone: knows nothing of events, attempts, workers or time. Where time has a say (what
 * of a parallel began before a neighbour failed, whether a retry came too late) it asks what was observed, and says whether that may be.
 * @param isExcused this task may have failed for a reason that stands in no script
 */
export function expectedOf(
  script: Script,
  observed: Observed,
  isExcused: (taskId: string) => boolean,
): Expected {
  const problems: string[] = [];

  function level(nodes: readonly Node[], width: number): string {
    const enabled = nodes.filter(({ isDisabled }) => !isDisabled);
    for (const { id } of nodes.filter(({ isDisabled }) => isDisabled))
      if (observed(id) !== undefined) problems.push(`${id} is disabled and ran`);
    const begun = enabled.filter(({ id }) => observed(id) !== undefined);
    for (const node of enabled.slice(0, begun.length))
      if (!begun.includes(node)) problems.push(`${node.id} was left out, and a later one ran`);
    const outcomes = begun.map(outcomeOf);
    const firstFailed = outcomes.indexOf('FAILED');
    const least = Math.min(enabled.length, Math.max(width, firstFailed + 1));
    if (firstFailed < 0 && begun.length < enabled.length)
      problems.push(`${begun.length} of ${enabled.length} of ${enabled.map(({ id }) => id).join(' ')} ran`);
    if (begun.length < least) problems.push(`only ${begun.length} of at least ${least} began`);
    if (firstFailed >= 0 && width === 1 && begun.length > firstFailed + 1)
      problems.push(`something began after ${enabled[firstFailed]?.id} had failed`);
    return worst(outcomes);
  }

  function outcomeOf(node: Node): string {
    const is = observed(node.id) ?? '';
    const may = node.kind === 'leaf' ? leafOutcomes(node) : [groupOutcome(node)];
    if (!may.includes(is)) problems.push(`${node.id} is ${is} and not ${may.join(' or ')}`);
    return may.includes(is) ? is : (may[0] ?? '');
  }

  function groupOutcome({ kind, concurrent, children }: Group): string {
    const width = kind === 'sequential' ? 1 : concurrent === 0 ? children.length : concurrent;
    return level(children, width);
  }

  function leafOutcomes(leaf: Leaf): string[] {
    const policy = leaf.retry ?? script.retry;
    const found = leaf.steps.findIndex(({ kind }) => kind === 'succeed');
    const failures = found < 0 ? Number.POSITIVE_INFINITY : found;
    const excuse = isExcused(leaf.id) ? ['FAILED'] : [];
    if (failures === 0) return ['SUCCESS', ...excuse];
    if (!policy || failures >= (policy.maxAttempts ?? Number.POSITIVE_INFINITY)) return ['FAILED'];
    const success = policy.warningOnRetry ? 'WARNING' : 'SUCCESS';
    return policy.maxDurationMs === null ? [success, ...excuse] : [success, 'FAILED'];
  }

  const outcome = level(script.children, 1);
  return { ...withOutputs(script, outcome, observed), problems };
}

function withOutputs(
  script: Script,
  outcome: string,
  observed: Observed,
): Pick<Expected, 'state' | 'outputs'> {
  const { outputs } = script;
  switch (outputs.kind) {
    case 'none':
      return { state: outcome, outputs: null };
    case 'constant':
      return { state: outcome, outputs: { out: 'constant' } };
    case 'broken':
      return { state: 'FAILED', outputs: null };
    case 'ofTask': {
      const { taskId } = outputs;
      const isThere = ['SUCCESS', 'WARNING'].includes(observed(taskId) ?? '');
      if (!isThere) return { state: 'FAILED', outputs: null };
      return { state: outcome, outputs: { out: keyOf(script, taskId) } };
    }
  }
}
