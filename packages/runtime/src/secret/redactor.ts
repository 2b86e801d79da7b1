import { writeJson } from '@headrace/json';
import type { JsonValue } from '@headrace/flow';
import { type Cipher, type Encrypted, MASK, replaceEncrypted, replaceInside } from './cipher';
import { derivedSpellings, isLong } from './spellings';

/**
 * Remembers the secrets that one piece of work has seen, so that they leave it neither as they are nor in the spellings that
 * programs print without being asked: inside JSON or HTML, in a URL, in base64, in hexadecimal.
 */
export class Redactor {
  private readonly secrets = new Set<string>();
  private readonly spellings = new Set<string>();
  private pattern: RegExp | undefined;

  constructor(private readonly cipher: Cipher | null) {}

  /** Remembers a secret and answers it. */
  add(secret: string): string {
    if (secret === '' || this.secrets.has(secret)) return secret;
    this.secrets.add(secret);
    for (const spelling of spellingsOf(secret)) this.spellings.add(spelling);
    this.pattern = undefined;
    return secret;
  }

  /** Decrypts what is encrypted inside a value, and remembers it. @throws Error when a key is missing */
  reveal<Value extends JsonValue | undefined>(value: Value): Value {
    return replaceEncrypted(value, (encrypted) => this.add(this.decrypted(encrypted)));
  }

  /** The text with a mask in place of each secret. */
  redact(text: string): string {
    if (this.secrets.size === 0) return text;
    // The longest first: one secret may be a part of another.
    this.pattern ??= new RegExp(
      [...this.spellings]
        .sort((a, b) => b.length - a.length)
        .map(escaped)
        .join('|'),
      'g',
    );
    return text.replace(this.pattern, MASK);
  }

  /** The value with a mask in place of each secret in its texts. */
  hide<Value extends JsonValue | undefined>(value: Value): Value {
    if (this.secrets.size === 0) return value;
    return replaceInside(value, (inner) => {
      const text = typeof inner === 'string' ? this.redact(inner) : inner;
      return text === inner ? undefined : text;
    }) as Value;
  }

  /**
   * The value with every text that holds a secret encrypted as a whole: later tasks can use it, and nobody can read it.
   * @throws Error in one sentence when there is such a text and encryption is not configured
   */
  seal<Value extends JsonValue | undefined>(value: Value): Value {
    if (this.secrets.size === 0) return value;
    return replaceInside(value, (inner) => {
      if (typeof inner !== 'string' || this.redact(inner) === inner) return undefined;
      if (!this.cipher) throw new Error(`The output holds a secret, and ${UNENCRYPTED}`);
      return this.cipher.encrypt(inner);
    }) as Value;
  }

  private decrypted(encrypted: Encrypted): string {
    if (!this.cipher) throw new Error(`There is an encrypted value, but ${UNENCRYPTED}`);
    return this.cipher.decrypt(encrypted);
  }
}

const UNENCRYPTED = 'encryption is not configured: set HEADRACE_ENCRYPTION_KEY.';

function spellingsOf(secret: string): string[] {
  // A log prints a secret of several lines line by line, such as a private key.
  const lines = secret.split('\n').map((line) => line.trim());
  const plain = [secret, secret.trim(), ...lines.filter(isLong)];
  const derived = isLong(secret) ? derivedSpellings(secret).filter(isLong) : [];
  return [...plain, writeJson(secret).slice(1, -1), ...derived].filter((spelling) => spelling !== '');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
