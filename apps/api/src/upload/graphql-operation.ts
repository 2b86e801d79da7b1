import { randomUUID } from 'node:crypto';
import type { UploadedFile } from '@headrace/runtime';
import { readJson as readExactly, writeJson } from '@headrace/json';
import { z } from 'zod';
import type { FormPart, StagedForm } from './form';

/** An operation that came as a form, as if it had come as JSON, with a handle where each file belongs. */
export type FormOperation =
  | {
      readonly ok: true;
      readonly json: string;
      readonly uploads: ReadonlyMap<string, UploadedFile>;
    }
  | { readonly ok: false; readonly message: string };

const operationSchema = z.looseObject({});
const mapSchema = z.record(z.string(), z.array(z.string()).min(1));

class Unusable extends Error {}

/** Reads a form of the GraphQL multipart request specification: `operations`, `map`, and the files that `map` names. */
export function operationOf({ parts }: StagedForm): FormOperation {
  try {
    const operation = readJson(parts, 'operations', operationSchema);
    const places = readJson(parts, 'map', mapSchema);
    const files = new Map(parts.flatMap((part) => (part.kind === 'file' ? [[part.name, part.file]] : [])));
    for (const name of files.keys())
      if (!Object.hasOwn(places, name)) throw new Unusable(`The file \`${name}\` is not in \`map\`.`);
    const uploads = new Map<string, UploadedFile>();
    for (const [name, paths] of Object.entries(places)) {
      const file = files.get(name);
      if (!file) throw new Unusable(`\`map\` names the file \`${name}\`, which was not sent.`);
      // Nobody who does not see this request can name one of its files.
      const handle = randomUUID();
      uploads.set(handle, file);
      for (const path of paths) replaceNull(operation, path, handle);
    }
    return { ok: true, json: writeJson(operation), uploads };
  } catch (error) {
    if (error instanceof Unusable) return { ok: false, message: error.message };
    // JSON that is nested too deeply to be written again.
    if (error instanceof RangeError) return { ok: false, message: '`operations` is nested too deeply.' };
    throw error;
  }
}

function readJson<T extends object>(
  parts: readonly FormPart[],
  name: 'operations' | 'map',
  schema: z.ZodType<T>,
): T {
  const sent = parts.findLast((part) => part.name === name);
  if (sent?.kind !== 'text') throw new Unusable(`The form has no text \`${name}\`.`);
  const parsed = schema.safeParse(parsedJson(sent.value));
  if (parsed.success) return parsed.data;
  throw new Unusable(
    name === 'map'
      ? '`map` must be a JSON object: name of a file to a list of paths.'
      : '`operations` must be a JSON object: one operation, batches are not supported.',
  );
}

function parsedJson(text: string): unknown {
  const read = readExactly(text);
  return read.ok ? read.value : undefined;
}

/** @throws Unusable when the path does not lead to a null in the variables */
function replaceNull(operation: object, path: string, handle: string): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let place: unknown = operation;
  for (const key of keys) place = ownValue(place, key);
  if (keys[0] !== 'variables' || ownValue(place, last) !== null)
    throw new Unusable(`The path \`${path}\` in \`map\` does not lead to a null in \`variables\`.`);
  (place as Record<string, unknown>)[last] = handle;
}

function ownValue(parent: unknown, key: string): unknown {
  const isParent = typeof parent === 'object' && parent !== null && Object.hasOwn(parent, key);
  return isParent ? (parent as Record<string, unknown>)[key] : undefined;
}
