import { RestError } from './errors';

/** What a client sent with a start: plain values by name. */
export type FormValues = Readonly<Record<string, string>>;

const FORM_TYPES = /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

/**
 * Reads the inputs of a start request: no body at all, multipart, or urlencoded. A part belongs to the input it is named after; a
 * file part with another name (Kestra's `files`) to the input that is its file name. Files for inputs that are not files give
 * their text. Of several parts for one input the last wins.
 * `inputIds` is only asked when there is a file part.
 * @throws RestError when the body is no form
 */
export async function readForm(
  request: Request,
  inputIds: () => Promise<ReadonlySet<string>>,
): Promise<FormValues> {
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength === 0) return {};
  const type = request.headers.get('content-type') ?? '';
  if (!FORM_TYPES.test(type))
    throw new RestError(
      422,
      `Invalid format: inputs come as multipart/form-data, not as ${type || 'an unnamed type'}`,
    );
  const form = await parse(bytes, type);
  const values = new Map<string, string>();
  for (const [name, value] of form) {
    if (typeof value === 'string') values.set(name, value);
    else values.set((await inputIds()).has(name) ? name : value.name, await value.text());
  }
  return Object.fromEntries(values);
}

async function parse(bytes: ArrayBuffer, type: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch {
    throw new RestError(422, 'Invalid format: the body is not a well-formed form');
  }
}
