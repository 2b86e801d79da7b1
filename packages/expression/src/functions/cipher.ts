import type { Arguments } from '../arguments';
import { Failure } from '../error';
import type { Call } from '../frame';
import type { FunctionTable } from '.';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES: ReadonlySet<number> = new Set([16, 24, 32]);
const CHUNK = 8_192;

function required(args: Arguments, functionName: string, name: string): string {
  if (args.value(name) === null) {
    throw new Failure(`The '${functionName}' function expects an argument '${name}'.`);
  }
  return args.text(name);
}

function bytesOf(base64: string, what: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    throw new Failure(`The ${what} is not base64.`);
  }
}

function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}

async function keyOf(base64: string, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  const bytes = bytesOf(base64, 'key');
  if (!KEY_BYTES.has(bytes.length)) throw new Failure('The key must have 16, 24 or 32 bytes.');
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, [use]);
}

/** Base64 of the nonce, the cipher text and the tag. */
async function encrypt(args: Arguments, call: Call): Promise<string> {
  const key = await keyOf(required(args, 'encrypt', 'key'), 'encrypt');
  const text = required(args, 'encrypt', 'plaintext');
  call.meter.step(text.length >> 2);
  const nonce = new Uint8Array(call.randomBytes(NONCE_BYTES));
  const data = new TextEncoder().encode(text);
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, data));
  const result = new Uint8Array(nonce.length + sealed.length);
  result.set(nonce);
  result.set(sealed, nonce.length);
  return base64Of(result);
}

async function decrypt(args: Arguments, call: Call): Promise<string> {
  const key = await keyOf(required(args, 'decrypt', 'key'), 'decrypt');
  const text = required(args, 'decrypt', 'encrypted');
  call.meter.step(text.length >> 2);
  const bytes = bytesOf(text, 'encrypted text');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new Failure('The encrypted text is too short.');
  const iv = bytes.subarray(0, NONCE_BYTES);
  try {
    const data = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes.subarray(NONCE_BYTES));
    return new TextDecoder().decode(data);
  } catch {
    throw new Failure('The text cannot be decrypted with this key.');
  }
}

export const cipherFunctions: FunctionTable = [
  ['encrypt', { kind: 'fixed', parameters: ['key', 'plaintext'], apply: encrypt }],
  ['decrypt', { kind: 'fixed', parameters: ['key', 'encrypted'], apply: decrypt }],
];
