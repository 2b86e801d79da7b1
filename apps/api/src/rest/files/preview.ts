import { type JsonValue, readJson } from '@headrace/json';
import type { OpenFileResult } from '@headrace/runtime';

type OpenFile = Extract<OpenFileResult, { kind: 'found' }>;

export interface Preview {
  readonly extension: string;
  readonly type: 'TEXT' | 'LIST' | 'IMAGE' | 'MARKDOWN' | 'PDF';
  /** How many lines were asked for. */
  readonly maxLine: number;
  /** Text; a list of values for LIST; base64 for IMAGE and PDF. */
  readonly content: unknown;
  readonly truncated: boolean;
}

export interface PreviewOptions {
  /** Lines of a text, values of a list. */
  readonly maxRows: number;
  readonly decoder: TextDecoder;
}

const MAX_TEXT_BYTES = 1024 * 1024;
/** Of what makes no sense in part: nothing is shown of a larger one. */
const MAX_WHOLE_BYTES = 5 * 1024 * 1024;

const IMAGES: ReadonlySet<string> = new Set(['png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp', 'svg', 'ico']);

/** The beginning of a file for a person to look at; what it is tells its name. Reads the content or destroys it. */
export async function previewOf(file: OpenFile, options: PreviewOptions): Promise<Preview> {
  const extension = /\.([^.]+)$/.exec(file.name)?.[1] ?? '';
  const kind = extension.toLowerCase();
  const about = { extension, maxLine: options.maxRows };
  if (IMAGES.has(kind)) return { ...about, type: 'IMAGE', ...(await whole(file)) };
  if (kind === 'pdf') return { ...about, type: 'PDF', ...(await whole(file)) };
  const { lines, truncated } = await firstLines(file, options);
  if (kind === 'jsonl' || kind === 'ndjson') {
    const values = parsedLines(lines);
    if (values) return { ...about, type: 'LIST', content: values, truncated };
  }
  const type = kind === 'md' ? 'MARKDOWN' : 'TEXT';
  return { ...about, type, content: lines.join('\n'), truncated };
}

async function whole(file: OpenFile): Promise<{ content: string; truncated: boolean }> {
  if (file.sizeBytes > MAX_WHOLE_BYTES) {
    file.content.destroy();
    return { content: '', truncated: true };
  }
  return { content: (await firstBytes(file, MAX_WHOLE_BYTES)).toString('base64'), truncated: false };
}

async function firstLines(
  file: OpenFile,
  { maxRows, decoder }: PreviewOptions,
): Promise<{ lines: string[]; truncated: boolean }> {
  const bytes = await firstBytes(file, MAX_TEXT_BYTES);
  const isCut = bytes.length < file.sizeBytes;
  // A character that was cut in two is left out.
  const text = decoder.decode(bytes, { stream: isCut });
  const lines = text.split(/\r?\n/);
  // The last line is nothing after the last line break, or was cut in two; a single one is better than none.
  if (lines.at(-1) === '' || (isCut && lines.length > 1)) lines.pop();
  return { lines: lines.slice(0, maxRows), truncated: isCut || lines.length > maxRows };
}

async function firstBytes({ content }: OpenFile, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= most) break;
  }
  return Buffer.concat(chunks).subarray(0, most);
}

/** Undefined when one of them is no JSON. */
function parsedLines(lines: readonly string[]): JsonValue[] | undefined {
  const values: JsonValue[] = [];
  for (const line of lines) {
    if (line.trim() === '') continue;
    const read = readJson(line);
    if (!read.ok) return undefined;
    values.push(read.value);
  }
  return values;
}
