import { z } from 'zod';
import type { Nudge, Topic } from './bus';

/** One string per topic: what a nudge and its listeners have in common. */
export function topicKey(topic: Topic | Nudge): string {
  switch (topic.topic) {
    case 'execution':
    case 'log':
      return `${topic.topic}:${topic.executionId}`;
    case 'executions':
    case 'flows':
      return topic.topic;
  }
}

const executionId = z.string().min(1).max(200);
const counter = z.number().int().nonnegative();

/** A nudge on the wire: a short tuple, since a NOTIFY carries less than 8,000 bytes. */
const wireNudge = z.union([
  z.tuple([z.literal('e'), executionId, counter]),
  // The execution has ended.
  z.tuple([z.literal('e'), executionId, counter, z.literal(true)]),
  z.tuple([z.literal('l'), executionId, counter]),
  z.tuple([z.literal('x')]),
  z.tuple([z.literal('f')]),
]);
type WireNudge = z.infer<typeof wireNudge>;

/** The nudge as it travels, in JSON. */
export function encodeNudge(nudge: Nudge): string {
  return JSON.stringify(toWire(nudge));
}

/** The nudges in a payload, without what is not one of ours: a newer version may say more than this one understands. */
export function decodePayload(payload: string): readonly Nudge[] {
  let json: unknown;
  try {
    json = JSON.parse(payload);
  } catch {
    return [];
  }
  if (!Array.isArray(json)) return [];
  return json.flatMap((part) => {
    const parsed = wireNudge.safeParse(part);
    return parsed.success ? [fromWire(parsed.data)] : [];
  });
}

function toWire(nudge: Nudge): WireNudge {
  switch (nudge.topic) {
    case 'execution':
      return nudge.ended ? ['e', nudge.executionId, nudge.seq, true] : ['e', nudge.executionId, nudge.seq];
    case 'log':
      return ['l', nudge.executionId, nudge.position];
    case 'executions':
      return ['x'];
    case 'flows':
      return ['f'];
  }
}

function fromWire(wire: WireNudge): Nudge {
  switch (wire[0]) {
    case 'e':
      return { topic: 'execution', executionId: wire[1], seq: wire[2], ...(wire[3] && { ended: true }) };
    case 'l':
      return { topic: 'log', executionId: wire[1], position: wire[2] };
    case 'x':
      return { topic: 'executions' };
    case 'f':
      return { topic: 'flows' };
  }
}
