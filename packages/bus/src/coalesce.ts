import type { Nudge } from './bus';
import { encodeNudge, topicKey } from './topics';

/** Merges nudges: of several about the same topic the one furthest ahead stays, and says `ended` if one of them did. */
export function mergeNudges(known: Map<string, Nudge>, added: readonly Nudge[]): void {
  for (const nudge of added) {
    const key = topicKey(nudge);
    const older = known.get(key);
    known.set(key, older === undefined ? nudge : merged(older, nudge));
  }
}

function merged(older: Nudge, newer: Nudge): Nudge {
  const ahead = progressOf(newer) >= progressOf(older) ? newer : older;
  return ahead.topic === 'execution' && (saysEnded(older) || saysEnded(newer))
    ? { ...ahead, ended: true }
    : ahead;
}

function saysEnded(nudge: Nudge): boolean {
  return nudge.topic === 'execution' && nudge.ended === true;
}

/** Packs nudges into as few payloads as fit, each at most `maxBytes` of UTF-8. A nudge that alone is larger is dropped. */
export function packNudges(nudges: Iterable<Nudge>, maxBytes: number): readonly string[] {
  const payloads: string[] = [];
  let parts: string[] = [];
  let bytes = 2;
  for (const nudge of nudges) {
    const part = encodeNudge(nudge);
    const partBytes = Buffer.byteLength(part) + 1;
    if (partBytes + 2 > maxBytes) continue;
    if (bytes + partBytes > maxBytes) {
      payloads.push(`[${parts.join(',')}]`);
      parts = [];
      bytes = 2;
    }
    parts.push(part);
    bytes += partBytes;
  }
  if (parts.length > 0) payloads.push(`[${parts.join(',')}]`);
  return payloads;
}

function progressOf(nudge: Nudge): number {
  switch (nudge.topic) {
    case 'execution':
      return nudge.seq;
    case 'log':
      return nudge.position;
    case 'executions':
    case 'flows':
      return 0;
  }
}
