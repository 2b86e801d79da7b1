import { setTimeout as sleep } from 'node:timers/promises';
import { median, quantile } from '../numbers';
import type { Section } from './bench';
import type { Client } from './client';
import {
  durationMsOf,
  executionOf,
  firstTaskMsOf,
  readExecution,
  saveKnownFlow,
  startAndWait,
  startOverRest,
} from './doors';
import { logFlow } from './flows';
import { figure } from './text';

const EXECUTIONS = 200;
const WARM_UP = 100;
const FLOW = 'one';
/** Before a started execution is looked at, so that looking does not disturb it. */
const PAUSE_MS = 50;

interface Started {
  readonly requestMs: number;
  readonly firstTaskMs: number;
  readonly durationMs: number;
}

interface Waited {
  readonly requestMs: number;
  readonly answerMs: number;
}

/** Executions of a one-task flow, one after another, with nothing else to do. */
export const latency: Section = async ({ rounds, say, ready, withProduct }) => {
  say(
    `latency: ${EXECUTIONS} executions of one Log task, one after another; medians of ${rounds} rounds of p50 / p99`,
  );
  await withProduct({ workers: 1 }, async (world) => {
    const client = world.client(1);
    await saveKnownFlow(client, logFlow(FLOW));
    for (let n = 0; n < WARM_UP; n += 1) await startAndWait(client, FLOW);
    const started: Started[][] = [];
    const waited: Waited[][] = [];
    for (let n = 0; n < rounds; n += 1) {
      await ready();
      started.push(await oneAfterAnother(() => startOne(client)));
      await ready();
      waited.push(await oneAfterAnother(() => waitForOne(client)));
    }
    const line = (what: string, text: string): void => say(`  ${what}: ${text} ms`);
    line(
      'from its creation to its first task',
      p50p99(started, ({ firstTaskMs }) => firstTaskMs),
    );
    line(
      'from its creation to its end',
      p50p99(started, ({ durationMs }) => durationMs),
    );
    line(
      'the request that only starts it',
      p50p99(started, ({ requestMs }) => requestMs),
    );
    line(
      'with wait=true, from its end to the answer',
      p50p99(waited, ({ answerMs }) => answerMs),
    );
    line(
      'with wait=true, the whole request',
      p50p99(waited, ({ requestMs }) => requestMs),
    );
  });
};

async function oneAfterAnother<Item>(work: () => Promise<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for (let n = 0; n < EXECUTIONS; n += 1) items.push(await work());
  return items;
}

async function startOne(client: Client): Promise<Started> {
  const sentAtMs = performance.now();
  const { id } = executionOf(await startOverRest(client, FLOW));
  const requestMs = performance.now() - sentAtMs;
  for (;;) {
    await sleep(PAUSE_MS);
    const execution = await readExecution(client, id);
    if (execution.state.endDate !== undefined)
      return { requestMs, firstTaskMs: firstTaskMsOf(execution), durationMs: durationMsOf(execution) };
  }
}

async function waitForOne(client: Client): Promise<Waited> {
  const sentAtMs = performance.now();
  const text = await startAndWait(client, FLOW);
  const answeredAt = Date.now();
  const requestMs = performance.now() - sentAtMs;
  const { endDate = '' } = executionOf(text).state;
  return { requestMs, answerMs: answeredAt - Date.parse(endDate) };
}

function p50p99<Item>(rounds: readonly (readonly Item[])[], valueOf: (item: Item) => number): string {
  return [0.5, 0.99]
    .map((part) => figure(median(rounds.map((items) => quantile(items.map(valueOf), part)))))
    .join(' / ');
}
