import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { processorMsOfMachine } from './processor';

const LOOK_MS = 2_000;
/** An idle product and a timer here and there stay below. */
const QUIET_PART = 0.06;

/** Resolves when the machine has had next to nothing to do for two seconds. False = it never had until the limit. */
export async function untilQuiet(limitMs: number): Promise<boolean> {
  const startedAtMs = performance.now();
  while (performance.now() - startedAtMs < limitMs) {
    const [usedMs, atMs] = [processorMsOfMachine(), performance.now()];
    await sleep(LOOK_MS);
    const part = (processorMsOfMachine() - usedMs) / (performance.now() - atMs) / cpus().length;
    if (part < QUIET_PART) return true;
  }
  return false;
}
