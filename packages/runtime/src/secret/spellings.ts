import { writeJson } from '@headrace/json';

/** Shorter texts are found by chance, and would be masked where they mean nothing. */
const MIN_ENCODED_LENGTH = 4;
/** A part of a longer text in base64 says nothing by itself: only a long one is no chance. */
const MIN_PART_LENGTH = 8;
/** What is longer is no password; twenty spellings of it would be slow to look for. */
const MAX_DERIVED_LENGTH = 64 * 1024;

/** Whether a spelling may be looked for. */
export function isLong(text: string): boolean {
  return text.length >= MIN_ENCODED_LENGTH;
}

/** A secret as programs spell it: some thirty ways, whatever it is made of; fewer where they are the same. */
export function derivedSpellings(secret: string): readonly string[] {
  if (secret.length > MAX_DERIVED_LENGTH) return [];
  const spellings = [
    ...inUrls(secret),
    ...inJson(secret),
    ...inHtml(secret),
    ...inShells(secret),
    ...inBytes(secret),
  ];
  return [...new Set(spellings)];
}

/** Left alone by JavaScript, encoded by others: by forms, by RFC 3986, by both. */
const UNRESERVED = [/[!'()~]/g, /[!'()*]/g, /[!'()*~]/g];

function inUrls(secret: string): string[] {
  const encoded = encodeURIComponent(secret.toWellFormed());
  const all = [
    encoded,
    encodeURI(secret.toWellFormed()),
    ...UNRESERVED.map((signs) => encoded.replace(signs, percent)),
  ];
  const withPlus = all.map((text) => text.replaceAll('%20', '+'));
  const upper = [...all, ...withPlus];
  return [...upper, ...upper.map((text) => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()))];
}

function percent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

function inJson(secret: string): string[] {
  const text = writeJson(secret).slice(1, -1);
  const ascii = text.replace(/[^\x20-\x7e]/g, unicodeEscape);
  const twice = writeJson(text).slice(1, -1);
  return [text, ascii, ascii.replace(/\\u[0-9a-f]{4}/g, upperCase), text.replaceAll('/', '\\/'), twice];
}

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function upperCase(escape: string): string {
  return `\\u${escape.slice(2).toUpperCase()}`;
}

/** Everybody writes `&amp;`, `&lt;` and `&gt;`; quotes are written in many ways, or left. */
const QUOTES: readonly (readonly [double: string, single: string])[] = [
  ['"', "'"],
  ['&quot;', "'"],
  ['&quot;', '&#39;'],
  ['&quot;', '&#039;'],
  ['&quot;', '&#x27;'],
  ['&quot;', '&apos;'],
  ['&#34;', '&#39;'],
];

function inHtml(secret: string): string[] {
  const text = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return QUOTES.map(([double, single]) => text.replaceAll('"', double).replaceAll("'", single));
}

/** As text between quotes; what `escapeChar` of an expression gives, and the jq format `@sh`. */
function inShells(secret: string): string[] {
  return [
    secret.replaceAll("'", "\\'"),
    secret.replaceAll('"', '\\"'),
    secret.replaceAll("'", `'\\''`),
    secret.replaceAll("'", `'"'"'`),
  ];
}

function inBytes(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const base64 = [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')];
  return [
    hex,
    hex.toUpperCase(),
    bytes.toString('base64'),
    ...base64,
    ...[1, 2].flatMap((before) => partsInBase64(bytes, before)),
  ];
}

/** What stands in base64 of a longer text for these bytes alone, such as for the password in `user:password`. */
function partsInBase64(bytes: Buffer, before: number): string[] {
  const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
  // The first characters tell of what is before, the last of what is behind.
  const end = Math.floor((shifted.length * 4) / 3);
  const part = shifted.toString('base64').slice(before + 1, end);
  return part.length < MIN_PART_LENGTH ? [] : [part, part.replaceAll('+', '-').replaceAll('/', '_')];
}
