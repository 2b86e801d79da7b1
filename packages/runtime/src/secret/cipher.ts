import { decryptText, encryptText } from '@headrace/expression';
import { isJsonMap, type JsonValue } from '@headrace/json';

/** Kestra's mark of an encrypted value. */
const ENCRYPTED_TYPE = 'io.kestra.datatype:aes_encrypted';

/** A text as it is stored when nobody may read it; `value` is base64. */
export type Encrypted = { readonly type: typeof ENCRYPTED_TYPE; readonly value: string };

/** What is shown in place of a secret; it does not tell how long the secret is. */
export const MASK = '******';

/** Encrypts what is stored and must not be read there. */
export interface Cipher {
  encrypt(plain: string): Encrypted;
  /** @throws Error in one sentence when it was encrypted with a key that is not known here */
  decrypt(encrypted: Encrypted): string;
}

/**
 * The first key encrypts; all of them decrypt, so that a key can be replaced. Keys are base64 of 16, 24 or 32 bytes.
 * @throws Error in one sentence when a key is none
 */
export function createCipher(keys: readonly [string, ...string[]]): Cipher {
  const [current] = keys;
  for (const key of keys) encryptText(key, '');
  return {
    encrypt: (plain) => ({ type: ENCRYPTED_TYPE, value: encryptText(current, plain) }),
    decrypt({ value }) {
      for (const key of keys) {
        try {
          return decryptText(key, value);
        } catch {
          // Encrypted with another one, perhaps.
        }
      }
      throw new Error('A secret cannot be decrypted with the encryption keys of this process.');
    },
  };
}

export function isEncrypted(value: JsonValue | undefined): value is Encrypted {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === ENCRYPTED_TYPE &&
    typeof value.value === 'string'
  );
}

/** The value with each encrypted text replaced. Answers the same object where there is none. */
export function replaceEncrypted<Value extends JsonValue | undefined>(
  value: Value,
  replace: (encrypted: Encrypted) => string,
): Value {
  return replaceInside(value, (inner) => (isEncrypted(inner) ? replace(inner) : undefined)) as Value;
}

/** As everybody may see it: a mask for each encrypted text. */
export function masked<Value extends JsonValue | undefined>(value: Value): Value {
  return replaceEncrypted(value, () => MASK);
}

/** Rebuilds a value where `replace` answers another one for something inside it, and leaves alone what has nothing to replace. */
export function replaceInside(
  value: JsonValue | undefined,
  replace: (inner: JsonValue) => JsonValue | undefined,
): JsonValue | undefined {
  if (value === undefined) return undefined;
  const replaced = replace(value);
  if (replaced !== undefined) return replaced;
  // A decimal is no map, though it is an object
  if (!Array.isArray(value) && !isJsonMap(value)) return value;
  let isChanged = false;
  const entries = Object.entries(value).map(([key, inner]: [string, JsonValue]) => {
    const next = replaceInside(inner, replace) ?? null;
    isChanged ||= next !== inner;
    return [key, next] as const;
  });
  if (!isChanged) return value;
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
