// eslint-disable-next-line @typescript-eslint/no-restricted-imports -- the only AES that answers at once; ours would be a worse one
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { machineRandomBytes } from './clock';
import { Failure } from './error';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

type CipherName = 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm';
const CIPHER_OF_KEY_BYTES: ReadonlyMap<number, CipherName> = new Map([
  [16, 'aes-128-gcm'],
  [24, 'aes-192-gcm'],
  [32, 'aes-256-gcm'],
]);

interface Key {
  readonly cipher: CipherName;
  readonly bytes: Buffer;
}

/**
 * Encrypts a text as Kestra does, so that either reads what the other wrote: AES in GCM mode with a key of 16, 24 or
 * 32 bytes; base64 of the nonce, the cipher text and the tag. Throws an Error with a sentence when the key is bad.
 */
export function encryptText(keyBase64: string, plain: string, randomBytes = machineRandomBytes): string {
  const key = keyOf(keyBase64);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(key.cipher, key.bytes, nonce, { authTagLength: TAG_BYTES });
  const sealed = [cipher.update(plain, 'utf8'), cipher.final()];
  return Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]).toString('base64');
}

/** The inverse of `encryptText`. Throws an Error with a sentence when the key or the text is bad. */
export function decryptText(keyBase64: string, encrypted: string): string {
  const key = keyOf(keyBase64);
  const bytes = bytesOf(encrypted, 'encrypted text');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new Failure('The encrypted text is too short.');
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(key.cipher, key.bytes, nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const opened = [decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()];
    return Buffer.concat(opened).toString('utf8');
  } catch {
    throw new Failure('The text cannot be decrypted with this key.');
  }
}

function keyOf(base64: string): Key {
  const bytes = bytesOf(base64, 'key');
  const cipher = CIPHER_OF_KEY_BYTES.get(bytes.length);
  if (cipher === undefined) throw new Failure('The key must have 16, 24 or 32 bytes.');
  return { cipher, bytes };
}

/** Node's own reader skips what is not base64 instead of refusing it. */
function bytesOf(base64: string, what: string): Buffer {
  try {
    return Buffer.from(atob(base64), 'latin1');
  } catch {
    throw new Failure(`The ${what} is not base64.`);
  }
}
