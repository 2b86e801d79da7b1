import { Decimal } from '@headrace/json';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCipher, isEncrypted, MASK, masked } from './cipher';
import { Redactor } from './redactor';
import { derivedSpellings } from './spellings';

const KEY = btoa('k'.repeat(32));
const OTHER_KEY = btoa('o'.repeat(16));
const cipher = createCipher([KEY]);
const knowing = (...secrets: string[]) => {
  const redactor = new Redactor(cipher);
  for (const secret of secrets) redactor.add(secret);
  return redactor;
};

describe('a cipher', () => {
  test('reads what it wrote, and writes it differently each time', () => {
    const [once, again] = [cipher.encrypt('päss'), cipher.encrypt('päss')];
    expect(once.value).not.toBe(again.value);
    expect(cipher.decrypt(once)).toBe('päss');
    expect(JSON.stringify(once)).not.toContain('päss');
  });

  test('reads what an older key wrote', () => {
    const old = createCipher([OTHER_KEY]).encrypt('x');
    expect(createCipher([KEY, OTHER_KEY]).decrypt(old)).toBe('x');
    expect(() => cipher.decrypt(old)).toThrow('cannot be decrypted with the encryption keys of this process');
  });

  test.each(['short', 'not base64!', btoa('k'.repeat(20))])('refuses the key %s', (key) => {
    expect(() => createCipher([key])).toThrow(/key/i);
    expect(() => createCipher([KEY, key])).toThrow(/key/i);
  });
});

test('masked shows no encrypted text, wherever it stands, and leaves the rest alone', () => {
  const plain = { a: [1, { b: null }], c: 'x' };
  expect(masked(plain)).toBe(plain);
  expect(masked({ a: [cipher.encrypt('x'), { b: cipher.encrypt('y') }], c: 'x' })).toEqual({
    a: [MASK, { b: MASK }],
    c: 'x',
  });
  expect(masked(null)).toBeNull();
  expect(masked(undefined)).toBeUndefined();
});

describe('a redactor', () => {
  test.each([
    ['the password is s3cret/+ü!', 'the password is ******'],
    ['s3cret/+ü!s3cret/+ü!', '************'],
    [`url?p=${encodeURIComponent('s3cret/+ü!')}`, 'url?p=******'],
    [`basic ${Buffer.from('s3cret/+ü!').toString('base64')}`, 'basic ******'],
    [`basic ${Buffer.from('s3cret/+ü!').toString('base64url')}`, 'basic ******'],
    [`0x${Buffer.from('s3cret/+ü!').toString('hex')}`, '0x******'],
    ['nothing here', 'nothing here'],
  ])('redacts %s', (text, redacted) => {
    expect(knowing('s3cret/+ü!').redact(text)).toBe(redacted);
  });

  describe.each(['joker-!0aa', "o'brien(1)~z", 'with space9', 'bruce@batman.example', `a&b<c>"d'/é*ü 🎉`])(
    'that knows %s',
    (secret) => {
      const url = encodeURIComponent(secret);
      const percent = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
      const form = url.replace(/[!'()~]/g, percent).replaceAll('%20', '+');
      const strict = url.replace(/[!'()*]/g, percent);
      const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      const json = JSON.stringify(secret).slice(1, -1);
      const bytes = Buffer.from(secret);
      test.each([
        ['form encoding', form],
        ['the form encoding of this process', new URLSearchParams([['x', secret]]).toString().slice(2)],
        ['URL encoding', url],
        ['URL encoding with %20 and %21', strict],
        ['URL encoding in lower case', strict.replace(/%../g, (code) => code.toLowerCase())],
        ['HTML', html.replaceAll('"', '&quot;').replaceAll("'", '&#39;')],
        ['HTML of others', html.replaceAll('"', '&quot;').replaceAll("'", '&#x27;')],
        ['JSON', json],
        ['JSON in JSON', JSON.stringify(json).slice(1, -1)],
        [
          'JSON in ASCII',
          json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
        ],
        ['base64', bytes.toString('base64')],
        ['base64url', bytes.toString('base64url')],
        ['hex', bytes.toString('hex')],
        ['HEX', bytes.toString('hex').toUpperCase()],
        ['a text between quotes', secret.replaceAll("'", "\\'")],
      ])('redacts it in %s', (_, spelled) => {
        expect(knowing(secret).redact(`x=${spelled}.`)).toBe('x=******.');
      });

      test.each(['u:', 'me:', 'you:'])('redacts what %s before it leaves of it in base64', (before) => {
        const redacted = knowing(secret).redact(Buffer.from(`${before}${secret}`).toString('base64'));
        expect(redacted).toContain(MASK);
        expect(Buffer.from(redacted.replace(MASK, ''), 'base64').toString()).not.toContain(
          secret.slice(2, -2),
        );
      });
    },
  );

  test('looks for a bounded number of spellings, and for none of a short secret but itself', () => {
    expect(derivedSpellings(`a&b<c>"d'/é*ü 🎉!~(`).length).toBeLessThanOrEqual(48);
    expect(derivedSpellings('x'.repeat(70_000))).toEqual([]);
    expect(knowing('!').redact('%21 ! hey')).toBe('%21 ****** hey');
    expect(knowing('a"b').redact('a&quot;b')).toBe('a&quot;b');
  });

  test('redacts a secret inside JSON, and a secret of several lines line by line', () => {
    const key = '-----BEGIN-----\nMIIabcd"\n-----END-----\n';
    expect(knowing(key).redact(JSON.stringify({ key }))).toBe('{"key":"******"}');
    expect(knowing(key).redact('read MIIabcd" from the file')).toBe('read ****** from the file');
    expect(knowing(key).redact(`<${key}>`)).toBe('<******>');
  });

  test('redacts the longer of two secrets when one holds the other', () => {
    expect(knowing('abcd', 'abcdefgh').redact('abcdefgh abcd')).toBe('****** ******');
  });

  test('knows nothing until it is told, and no empty secret', () => {
    expect(knowing('').redact('text')).toBe('text');
    expect(knowing().seal({ a: 'text' })).toEqual({ a: 'text' });
  });

  test('reveals what is encrypted, and then hides it', () => {
    const redactor = knowing();
    const value = { list: ['x', cipher.encrypt('hidden')] };
    expect(redactor.reveal(value)).toEqual({ list: ['x', 'hidden'] });
    expect(redactor.redact('it is hidden')).toBe('it is ******');
    expect(redactor.hide({ text: 'it is hidden', count: 1 })).toEqual({ text: 'it is ******', count: 1 });
  });

  test('seals texts that hold a secret as a whole, so that they can be used again', () => {
    const redactor = knowing('hidden');
    const sealed = redactor.seal({ token: 'Bearer hidden', other: 'x', list: [1, 'hidden'] });
    expect(sealed.other).toBe('x');
    expect(isEncrypted(sealed.token as never)).toBe(true);
    expect(JSON.stringify(sealed)).not.toContain('hidden');
    expect(knowing().reveal(sealed)).toEqual({ token: 'Bearer hidden', other: 'x', list: [1, 'hidden'] });
  });

  test('says what is missing where encryption is not configured', () => {
    const redactor = new Redactor(null);
    redactor.add('hidden');
    expect(() => redactor.seal('hidden')).toThrow('set HEADRACE_ENCRYPTION_KEY');
    expect(redactor.seal('open')).toBe('open');
    expect(() => new Redactor(null).reveal(cipher.encrypt('x'))).toThrow('set HEADRACE_ENCRYPTION_KEY');
  });

  test('never lets a secret through, whatever it is made of', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, text, text, (before, secret, after) => {
        const redactor = knowing(secret);
        const redacted = redactor.redact(`${before}\u0001${secret}\u0001${after}`);
        expect(redacted.split('\u0001')[1] ?? redacted).not.toBe(secret);
        if (!MASK.includes(secret)) expect(redacted.includes(secret)).toBe(false);
      }),
    );
  });
});

test('numbers keep their digits beside secrets', () => {
  const redactor = new Redactor(null);
  redactor.add('1.50');
  const value = { price: Decimal.of('1.50'), id: 8202522731445525542n, text: '1.50' };
  expect(redactor.hide(value)).toStrictEqual({ ...value, text: '******' });
});
