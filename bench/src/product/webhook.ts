import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../numbers';
import type { Section } from './bench';
import type { Client } from './client';
import { executionOf, saveKnownFlow } from './doors';
import { NAMESPACE, WEBHOOK_KEY, webhookFlow } from './flows';
import { usageBetween } from './meter';
import { figure, percentLine, processorLine } from './text';

const PER_SECOND = 100;
const SECONDS = 30;
const CALLS = PER_SECOND * SECONDS;
/** Far more than are needed: a call is sent when it is due, whatever became of those before it. */
const CONNECTIONS = 512;
const WARM_UP_CALLS = 300;
const FLOW = 'hook';

interface Call {
  readonly dueAtMs: number;
  readonly executionId: string;
}

/** Calls of a webhook that come evenly, whether or not the product keeps up. */
export const webhook: Section = async ({ say, ready, withProduct }) => {
  say(
    `webhook: ${PER_SECOND * 60} calls a minute for ${SECONDS} s, evenly spaced; a flow of OutputValues and Log`,
  );
  await withProduct({ workers: 1 }, async ({ client: connect, meter }) => {
    const client = connect(CONNECTIONS);
    await saveKnownFlow(client, webhookFlow(FLOW));
    await callEvenly(client, WARM_UP_CALLS);
    await meter.untilAllEnded();
    await ready();
    const before = await meter.usage();
    const sending = callEvenly(client, CALLS);
    sending.catch(() => undefined); // awaited below
    await sleep(SECONDS * 1000);
    const stoppedAtMs = Date.now();
    const whileLoaded = usageBetween(before, await meter.usage());
    const calls = await sending;
    await meter.untilAllEnded();
    const usage = usageBetween(before, await meter.usage());
    const ends = await meter.ends();
    const times = calls.map(({ dueAtMs, executionId }) => ({
      dueAtMs,
      endedAtMs: ends.get(executionId) ?? Number.NaN,
    }));
    const latencies = times.map(({ dueAtMs, endedAtMs }) => endedAtMs - dueAtMs);
    const ended = times.filter(({ endedAtMs }) => endedAtMs <= stoppedAtMs).length;
    say(
      `  from the moment a call is due to the end of its execution: p50 ${figure(quantile(latencies, 0.5))} ms, ` +
        `p99 ${figure(quantile(latencies, 0.99))} ms, longest ${figure(Math.max(...latencies))} ms`,
    );
    say(`  ended when the load stopped: ${ended} of ${calls.length}`);
    say(`  processor while loaded, of one core: ${percentLine(whileLoaded)}`);
    say(`  processor an execution: ${processorLine([usage], CALLS)}`);
  });
};

/** Sends each call when it is due. Answers when all have been answered. @throws Error when one was refused */
async function callEvenly(client: Client, count: number): Promise<Call[]> {
  const startedAtMs = performance.now();
  const startedAt = Date.now();
  const calls: Promise<Call>[] = [];
  for (let n = 0; n < count; n += 1) {
    const dueMs = (n * 1000) / PER_SECOND;
    const leftMs = startedAtMs + dueMs - performance.now();
    if (leftMs > 0) await sleep(leftMs);
    const sent = call(client, n, startedAt + dueMs);
    sent.catch(() => undefined); // awaited below
    calls.push(sent);
  }
  return Promise.all(calls);
}

async function call(client: Client, number: number, dueAtMs: number): Promise<Call> {
  const text = await client.send({
    method: 'POST',
    path: `/api/v1/executions/webhook/${NAMESPACE}/${FLOW}/${WEBHOOK_KEY}`,
    body: JSON.stringify({ number }),
    contentType: 'application/json',
  });
  return { dueAtMs, executionId: executionOf(text).id };
}
