import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LENGTH = 22;

/** 48 bits of milliseconds before 80 random bits, as 22 characters of base62: looks like Kestra's ids, and sorts by time. */
export function idAt(nowMs: number, random: Uint8Array): string {
  let number = BigInt(nowMs);
  for (const byte of random) number = (number << 8n) | BigInt(byte);
  let id = '';
  for (let digit = 0; digit < LENGTH; digit += 1) {
    id = ALPHABET.charAt(Number(number % 62n)) + id;
    number /= 62n;
  }
  return id;
}

/** Ids of this process: those of one millisecond keep the order in which they were made. */
export function idSource(now: () => number, random: () => Uint8Array = () => randomBytes(10)): () => string {
  let lastMs = 0;
  let bits = random();
  return () => {
    const nowMs = Math.max(now(), lastMs);
    bits = nowMs === lastMs ? increment(bits) : lowered(random());
    lastMs = nowMs;
    return idAt(nowMs, bits);
  };
}

/** Leaves room to count up: the highest bit of the random part is cleared. */
function lowered(bits: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bits);
  copy[0] = (copy[0] ?? 0) & 0x7f;
  return copy;
}

function increment(bits: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bits);
  for (let index = copy.length - 1; index >= 0; index -= 1) {
    copy[index] = ((copy[index] ?? 0) + 1) & 0xff;
    if (copy[index] !== 0) break;
  }
  return copy;
}
