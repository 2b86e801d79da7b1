import type { UploadedFile } from '@headrace/runtime';
import type { StagedForm } from '../../upload/form';
import { illegalArgument, RestError } from '../errors';
import type { RequestBody } from '../ports';

/** What a client sent with a start, by input id: plain values, and files. */
export interface FormValues {
  readonly inputs: Readonly<Record<string, string>>;
  readonly files: ReadonlyMap<string, UploadedFile>;
  /** Removes files that were sent; to be called when they are where they belong. */
  discard(): Promise<void>;
}

const URLENCODED = /^\s*application\/x-www-form-urlencoded\b/i;

/**
 * Reads the inputs of a start request: no body at all, multipart, or urlencoded. A part belongs to the input it is named after; a
 * file part with another name (Kestra's `files`) to the input that is its file name. Of several parts for one input the last wins.
 * `inputIds` is only asked when there is a file part.
 * @throws RestError when the body is of another type, or a file is empty; BodyRefused when it cannot be read
 */
export async function readForm(
  body: RequestBody,
  contentType: string,
  inputIds: () => Promise<ReadonlySet<string>>,
): Promise<FormValues> {
  const form = await body.form();
  if (form) return { ...(await partsOf(form, inputIds)), discard: () => form.discard() };
  return { inputs: await readUrlencoded(body, contentType), files: new Map(), discard: async () => {} };
}

async function partsOf(
  { parts }: StagedForm,
  inputIds: () => Promise<ReadonlySet<string>>,
): Promise<Omit<FormValues, 'discard'>> {
  const inputs = new Map<string, string>();
  const files = new Map<string, UploadedFile>();
  for (const part of parts) {
    if (part.kind === 'text') {
      files.delete(part.name);
      inputs.set(part.name, part.value);
      continue;
    }
    const { name, file } = part;
    if (file.sizeBytes === 0) throw illegalArgument(`Can't upload file: ${file.name}`);
    const id = (await inputIds()).has(name) ? name : file.name;
    inputs.delete(id);
    files.set(id, file);
  }
  return { inputs: Object.fromEntries(inputs), files };
}

async function readUrlencoded(body: RequestBody, contentType: string): Promise<Record<string, string>> {
  const bytes = await body.bytes();
  if (bytes.length === 0) return {};
  if (!URLENCODED.test(contentType))
    throw new RestError(
      415,
      `Unsupported Media Type: Content Type [${contentType || 'unnamed'}] not allowed. Allowed types: [multipart/form-data]`,
    );
  return Object.fromEntries(new URLSearchParams(bytes.toString('utf8')));
}
