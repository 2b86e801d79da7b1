import type { UploadedFile } from '@headrace/runtime';
import type { StagedForm } from '../upload/form';
import { illegalArgument, RestError } from './errors';

/** What a client sent with a start, by input id: plain values, and files. */
export interface FormValues {
  readonly inputs: Readonly<Record<string, string>>;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

/** The sentence about a body that cannot be read. */
export const MALFORMED_FORM = 'Invalid format: the body is not a well-formed form';

const URLENCODED = /^\s*application\/x-www-form-urlencoded\b/i;

/**
 * Reads the inputs of a start request: no body at all, multipart (`form`), or urlencoded. A part belongs to the input it is named
 * after; a file part with another name (Kestra's `files`) to the input that is its file name. Of several parts for one input the
 * last wins. `inputIds` is only asked when there is a file part.
 * @throws RestError when the body is no form, or a file is empty
 */
export async function readForm(
  request: Request,
  form: StagedForm | undefined,
  inputIds: () => Promise<ReadonlySet<string>>,
): Promise<FormValues> {
  if (!form) return { inputs: await readUrlencoded(request), files: new Map() };
  const inputs = new Map<string, string>();
  const files = new Map<string, UploadedFile>();
  for (const part of form.parts) {
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

async function readUrlencoded(request: Request): Promise<Record<string, string>> {
  const text = await request.text();
  if (text === '') return {};
  const type = request.headers.get('content-type') ?? '';
  if (!URLENCODED.test(type))
    throw new RestError(
      422,
      `Invalid format: inputs come as multipart/form-data, not as ${type || 'an unnamed type'}`,
    );
  return Object.fromEntries(new URLSearchParams(text));
}
