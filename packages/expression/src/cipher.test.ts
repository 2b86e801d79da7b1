import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decryptText, encryptText, render } from '.';

/** The key of 24 bytes that Kestra's own tests are run with has this form. */
const KEYS = [16, 24, 32].map((size) => Buffer.alloc(size, 'k').toString('base64'));
const [key16 = '', key24 = ''] = KEYS;

/** What Kestra stores: 12 bytes of nonce, the cipher text, a tag of 128 bits; base64 with its padding. */
function asKestraDoes(keyBase64: string, plain: string): string {
  const key = Buffer.from(keyBase64, 'base64');
  const nonce = Buffer.from('0123456789ab');
  const name = `aes-${key.length * 8}-gcm` as 'aes-256-gcm';
  const cipher = createCipheriv(name, key, nonce, { authTagLength: 16 });
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

describe('encryptText and decryptText', () => {
  it.each(KEYS)('agree with each other and with Kestra, key %s', (key) => {
    for (const plain of ['', 'héllo', '\ufeffmark', 'x'.repeat(100_000)]) {
      expect(decryptText(key, encryptText(key, plain))).toBe(plain);
      expect(decryptText(key, asKestraDoes(key, plain))).toBe(plain);
      expect(encryptText(key, plain, () => Buffer.from('0123456789ab'))).toBe(asKestraDoes(key, plain));
    }
  });

  it('never encrypt the same way twice', () => {
    expect(encryptText(key24, 'a')).not.toBe(encryptText(key24, 'a'));
  });

  it.each([
    [() => encryptText('!', 'a'), 'The key is not base64.'],
    [() => encryptText('', 'a'), 'The key must have 16, 24 or 32 bytes.'],
    [() => decryptText(key24, '!'), 'The encrypted text is not base64.'],
    [() => decryptText(key24, ''), 'The encrypted text is too short.'],
    [() => decryptText(key24, encryptText(key16, 'a')), 'The text cannot be decrypted with this key.'],
    [() => decryptText(key24, `A${asKestraDoes(key24, 'a').slice(1)}`), 'The text cannot be decrypted'],
  ])('say what is bad: %s', (work, message) => {
    expect(work).toThrow(message);
  });

  it('are what templates call', async () => {
    const context = { key: key24, stored: asKestraDoes(key24, 'from Kestra') };
    expect(await render('{{ decrypt(key, stored) }}', context)).toBe('from Kestra');
    expect(decryptText(key24, await render("{{ encrypt(key, 'to Kestra') }}", context))).toBe('to Kestra');
  });
});
