import type { Arguments } from '../arguments';
import { Failure } from '../error';
import type { Call } from '../frame';
import { comparable, toFloat, whole } from '../number';
import type { FunctionTable } from '.';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const URL_SAFE = `${BASE62}-_`;
const BITS_PER_BYTE = 8n;
const FRIENDLY_ID_BYTES = 16;
const FRIENDLY_ID_CHARACTERS = 22;
const KSUID_CHARACTERS = 27;
const KSUID_EPOCH_SECONDS = 1_400_000_000;
const KSUID_RANDOM_BYTES = 16;
const NANO_ID_LENGTH = 21;
const MAX_NANO_ID_LENGTH = 1000;
const MAX_ALPHABET = 256;

function uuid(_args: Arguments, call: Call): string {
  const bytes = call.randomBytes(16);
  const hex = [...bytes].map((byte, index) => {
    const marked = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, '0');
  });
  const part = (from: number, to: number): string => hex.slice(from, to).join('');
  return `${part(0, 4)}-${part(4, 6)}-${part(6, 8)}-${part(8, 10)}-${part(10, 16)}`;
}

function toBigInt(bytes: Iterable<number>): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << BITS_PER_BYTE) | BigInt(byte);
  return value;
}

function base62(value: bigint, width: number): string {
  let text = '';
  for (let rest = value; rest > 0n; rest /= 62n) text = `${BASE62.charAt(Number(rest % 62n))}${text}`;
  return text.padStart(width, '0');
}

function friendlyId(_args: Arguments, call: Call): string {
  return base62(toBigInt(call.randomBytes(FRIENDLY_ID_BYTES)), FRIENDLY_ID_CHARACTERS);
}

/** Ids that sort by their second. */
function ksuid(_args: Arguments, call: Call): string {
  const seconds = Math.floor(call.now().getTime() / 1000) - KSUID_EPOCH_SECONDS;
  const random = toBigInt(call.randomBytes(KSUID_RANDOM_BYTES));
  const shift = BigInt(KSUID_RANDOM_BYTES) * BITS_PER_BYTE;
  return base62((BigInt(Math.max(0, seconds) >>> 0) << shift) | random, KSUID_CHARACTERS);
}

function nanoId(args: Arguments, call: Call): string {
  const length = args.wholeOr('length', NANO_ID_LENGTH);
  if (length > MAX_NANO_ID_LENGTH) {
    throw new Failure(`The 'nanoId()' function field 'length' must be lower than: ${MAX_NANO_ID_LENGTH}`);
  }
  if (length < 0) throw new Failure('The argument [length] must not be negative.');
  const alphabet = [...args.textOr('alphabet', URL_SAFE)];
  if (alphabet.length === 0 || alphabet.length > MAX_ALPHABET) {
    throw new Failure(`The argument [alphabet] must have 1 to ${MAX_ALPHABET} characters.`);
  }
  let text = '';
  for (let index = 0; index < length; index += 1) text += alphabet[randomBelow(alphabet.length, call)] ?? '';
  return text;
}

/** A number from 0 to limit-1, each as probable as the others. */
function randomBelow(limit: number, call: Call): number {
  return Number(randomBigBelow(BigInt(limit), call));
}

function randomBigBelow(limit: bigint, call: Call): bigint {
  const bytes = Math.ceil(limit.toString(2).length / 8) + 1;
  const space = 1n << (BigInt(bytes) * BITS_PER_BYTE);
  const fair = space - (space % limit);
  // Less than one draw in 256 has to be made again; a source that always gives the same is not asked for ever.
  for (let draw = 0; draw < 64; draw += 1) {
    call.meter.step();
    const value = toBigInt(call.randomBytes(bytes));
    if (value < fair) return value % limit;
  }
  throw new Failure('The source of random bytes gives the same again and again.');
}

function randomInt(args: Arguments, call: Call): unknown {
  const lower = comparable(args.number('lower'));
  const upper = comparable(args.number('upper'));
  if (!isWhole(lower) || !isWhole(upper)) {
    throw new Failure("The 'randomInt' function expects whole numbers for 'lower' and 'upper'.");
  }
  const span = BigInt(upper) - BigInt(lower);
  if (span < 0n) throw new Failure("In 'randomInt' upper is less than lower.");
  if (span === 0n) return whole(BigInt(lower));
  return whole(BigInt(lower) + randomBigBelow(span, call));
}

function isWhole(value: number | bigint): boolean {
  return typeof value === 'bigint' || Number.isSafeInteger(toFloat(value));
}

export const identityFunctions: FunctionTable = [
  ['uuid', { kind: 'fixed', parameters: [], apply: uuid }],
  ['id', { kind: 'fixed', parameters: [], apply: friendlyId }],
  ['ksuid', { kind: 'fixed', parameters: [], apply: ksuid }],
  ['nanoId', { kind: 'fixed', parameters: ['length', 'alphabet'], apply: nanoId }],
  ['randomInt', { kind: 'fixed', parameters: ['lower', 'upper'], apply: randomInt }],
];
