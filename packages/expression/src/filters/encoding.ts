import { Failure } from '../error';
import { asTextFilter, type Filter, type FilterTable, textFilter } from './filter';

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const CHUNK = 8_192;
/** Left alone by JavaScript's encoding, encoded by the form encoding. */
const FORM_ONLY = /[!'()~]/g;

function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function urlEncode(text: string): string {
  try {
    return encodeURIComponent(text).replace(FORM_ONLY, hex).replaceAll('%20', '+');
  } catch {
    throw new Failure('The text is not valid Unicode.');
  }
}

function urlDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new Failure('The text is not URL-encoded.');
  }
}

function base64Encode(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(binary);
}

function base64Decode(text: string): string {
  if (!BASE64.test(text) || text.replaceAll('=', '').length % 4 === 1)
    throw new Failure('The text is not base64.');
  const binary = atob(text.replaceAll('=', ''));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    Uint8Array.from(binary, (character) => character.charCodeAt(0)),
  );
}

/** Coding costs more for a character than printing does. */
function codingFilter(code: (text: string) => string, filterOf = textFilter): Filter {
  return filterOf([], (text, _args, call) => {
    call.meter.step(text.length >> 3);
    return code(text);
  });
}

export const encodingFilters: FilterTable = [
  ['urlencode', codingFilter(urlEncode)],
  ['urldecode', codingFilter(urlDecode)],
  ['base64encode', codingFilter(base64Encode, asTextFilter)],
  ['base64decode', codingFilter(base64Decode)],
];
