import type { Arguments } from '../arguments';
import { decryptText, encryptText } from '../cipher';
import { Failure } from '../error';
import type { Call } from '../frame';
import type { FunctionTable } from '.';

function required(args: Arguments, functionName: string, name: string): string {
  if (args.value(name) === null) {
    throw new Failure(`The '${functionName}' function expects an argument '${name}'.`);
  }
  return args.text(name);
}

function encrypt(args: Arguments, call: Call): string {
  const key = required(args, 'encrypt', 'key');
  const text = required(args, 'encrypt', 'plaintext');
  call.meter.step(text.length >> 2);
  return encryptText(key, text, (count) => call.randomBytes(count));
}

function decrypt(args: Arguments, call: Call): string {
  const key = required(args, 'decrypt', 'key');
  const text = required(args, 'decrypt', 'encrypted');
  call.meter.step(text.length >> 2);
  return decryptText(key, text);
}

export const cipherFunctions: FunctionTable = [
  ['encrypt', { kind: 'fixed', parameters: ['key', 'plaintext'], apply: encrypt }],
  ['decrypt', { kind: 'fixed', parameters: ['key', 'encrypted'], apply: decrypt }],
];
