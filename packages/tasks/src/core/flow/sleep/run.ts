import { parseDuration } from '@headrace/flow';
import type { TaskRunner } from '../../../runner';
import { sleepProperties, sleepType } from './spec';

/** A timer that is set for longer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const sleepRunner: TaskRunner = {
  type: sleepType.type,
  async run({ properties, render, signal }) {
    const written = await render(sleepProperties.parse(properties).duration);
    const durationMs = parseDuration(written);
    if (durationMs === undefined)
      return { kind: 'failed', message: `\`duration\` must be an ISO 8601 duration, but is \`${written}\`` };
    for (let leftMs = durationMs; leftMs > 0 && !signal.aborted; leftMs -= LONGEST_TIMER_MS)
      await pause(Math.min(leftMs, LONGEST_TIMER_MS), signal);
    // Whoever ended it says how it ended.
    if (signal.aborted) return { kind: 'failed', message: 'The wait was ended before its time.' };
    return { kind: 'succeeded', outputs: {} };
  },
};

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
