import type { Label } from '@headrace/flow';
import { illegalArgument } from './errors';

/** A label as query parameters have it: `key:value`. @throws RestError (422) */
export function readLabel(text: string): Label {
  const colon = text.indexOf(':');
  if (colon < 1) throw illegalArgument('Invalid queryString parameter: a label is written as key:value');
  return { key: text.slice(0, colon), value: text.slice(colon + 1) };
}
