import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { Failure } from '../error';
import { type Filter, type FilterTable, valueFilter } from './filter';

/** Hashing costs more for a character than printing does. */
const STEPS_PER_CHARACTER = 0.5;

function hashFilter(hash: (bytes: Uint8Array) => Uint8Array): Filter {
  return valueFilter([], (input, _args, call) => {
    if (typeof input !== 'string') throw new Failure('Need a string to hash');
    call.meter.step(Math.ceil(input.length * STEPS_PER_CHARACTER));
    return bytesToHex(hash(utf8ToBytes(input)));
  });
}

export const hashFilters: FilterTable = [
  ['md5', hashFilter(md5)],
  ['sha1', hashFilter(sha1)],
  ['sha256', hashFilter(sha256)],
  ['sha512', hashFilter(sha512)],
];
