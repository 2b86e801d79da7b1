/**
 * Every durable boundary by name: where a process may die, and what is stored then differs from what somebody knows. Tests kill a
 * process at each one in turn (e2e/faults); in the product nothing is armed, and a failpoint is one comparison.
 */
export const FAILPOINTS = [
  'start.beforeCommit',
  'start.afterCommit',
  'commit.beforeStore',
  'commit.afterStore',
  'hint.beforeDispatch',
  'hint.afterDispatch',
  'claim.beforeStore',
  'claim.afterStore',
  'attempt.afterRun',
  'lines.beforeAppend',
  'lines.afterAppend',
  'chain.heldBack',
  'signal.beforeDecision',
  'rescue.afterMark',
  'release.beforeStore',
  'release.afterStore',
] as const;

export type Failpoint = (typeof FAILPOINTS)[number];

/** What happens at a failpoint; armed by a test's own hand or by the environment of a process that a test starts. */
let armed: { readonly at: Failpoint; readonly passes: number; readonly fire: () => void } | undefined;
let passed = 0;

/** Lets `fire` happen at the pass with this number, from 1. */
export function armFailpoint(at: Failpoint, passes: number, fire: () => void): void {
  armed = { at, passes, fire };
  passed = 0;
}

export function disarmFailpoint(): void {
  armed = undefined;
}

export function failpoint(at: Failpoint): void {
  if (armed?.at !== at) return;
  passed += 1;
  if (passed === armed.passes) armed.fire();
}
