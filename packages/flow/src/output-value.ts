import { readJson } from '@headrace/json';
import { readItem, written } from './input/read-value';
import type { JsonValue } from './json';
import type { Output } from './output';

export type CheckedOutputs =
  | { readonly ok: true; readonly values: Record<string, JsonValue> }
  | { readonly ok: false; readonly issues: readonly { output: string; message: string }[] };

/** Reads the rendered values of a flow's outputs by their types, or says everything that is wrong. */
export function checkOutputs(
  outputs: readonly Output[],
  rendered: Readonly<Record<string, JsonValue>>,
): CheckedOutputs {
  const values: Record<string, JsonValue> = {};
  const issues: { output: string; message: string }[] = [];
  for (const output of outputs) {
    const given = Object.hasOwn(rendered, output.id) ? rendered[output.id] : undefined;
    const read = readOutput(output, given ?? null);
    if ('value' in read) values[output.id] = read.value;
    else
      issues.push({
        output: output.id,
        message: `Invalid output for \`${output.id}\`, ${read.reason}, but received \`${written(given)}\``,
      });
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, values };
}

function readOutput(output: Output, given: JsonValue): ReturnType<typeof readItem> {
  // As in Kestra, a text that is empty where none is needed is nothing
  const isNothing = given === null || (given === '' && !output.required);
  if (isNothing) return output.required ? { reason: 'missing required output' } : { value: null };
  if (output.type !== 'ARRAY') return readItem(output.type, given);
  const list: unknown = typeof given === 'string' ? jsonOf(given) : given;
  if (!Array.isArray(list)) return { reason: `Expected \`ARRAY\` but received \`${written(given)}\`` };
  const items: JsonValue[] = [];
  for (const item of list as readonly JsonValue[]) {
    const read = output.itemType === undefined ? { value: item } : readItem(output.itemType, item);
    if ('reason' in read)
      return { reason: `Unable to parse array element as \`${output.itemType}\` on \`${written(item)}\`` };
    items.push(read.value);
  }
  return { value: items };
}

function jsonOf(written: string): unknown {
  const read = readJson(written);
  return read.ok ? read.value : undefined;
}
