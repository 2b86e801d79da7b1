import { z } from 'zod';
import { ITEM_TYPES, type ItemType } from './input/choice-input';
import { INPUT_TYPES } from './input/index';
import type { JsonValue } from './json';
import { elementId } from './name';
import { properties } from './properties';
import { anything, flag, optional, text } from './scalar';

/** A value that an execution gives when it ends. */
export interface Output {
  readonly id: string;
  readonly type: (typeof INPUT_TYPES)[number];
  readonly displayName?: string;
  readonly description?: string;
  /** Its texts are expressions, not rendered. */
  readonly value: JsonValue;
  /** Of a list: what its elements are; text by default. */
  readonly itemType?: ItemType;
  /** Of a FILE. */
  readonly extension?: string;
  readonly required: boolean;
}

/** One of `outputs`. */
export const outputSchema = properties({
  id: elementId(),
  type: text(
    z
      .enum([...INPUT_TYPES, 'BOOL'])
      .transform((type): Output['type'] => (type === 'BOOL' ? 'BOOLEAN' : type)),
  ),
  displayName: optional(text(z.string().max(64))),
  description: optional(text()),
  value: anything(),
  itemType: optional(text(z.enum(ITEM_TYPES))),
  extension: optional(text()),
  required: optional(flag()),
}).transform(
  (written): Output => ({
    ...written,
    value: written.value as JsonValue,
    required: written.required ?? true,
  }),
);
