import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import type { UploadedFile } from '@headrace/runtime';
import { MAX_BODY_BYTES } from '../http/body';
import { createStagingFolder, type StagingFolder } from './staging-folder';

export type FormPart =
  | { readonly kind: 'text'; readonly name: string; readonly value: string }
  | { readonly kind: 'file'; readonly name: string; readonly file: UploadedFile };

/** A multipart form whose files lie in temporary files. */
export interface StagedForm {
  /** As they were sent. */
  readonly parts: readonly FormPart[];
  /** Removes the files; they can be opened until then. Safe to call twice. */
  discard(): Promise<void>;
}

/** Why there is no form. Nothing of it is left. */
export type FormRefusal =
  | { readonly kind: 'tooLarge'; readonly message: string }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'aborted' };

export type Staging = { readonly kind: 'staged'; readonly form: StagedForm } | FormRefusal;

export interface FormLimits {
  /** Of all files of one form together. */
  readonly maxUploadBytes: number;
  /** A sender that says nothing for so long has gone. */
  readonly idleMs?: number;
}

const MAX_PARTS = 1_000;
const IDLE_MS = 60_000;
/** Part headers and what stands between parts. */
const MAX_OVERHEAD_BYTES = 1024 * 1024;
const MAX_PART_HEADER_BYTES = 16 * 1024;

/** Whether a request sends a multipart form. */
export function sendsForm({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'POST' &&
    headers['content-length'] !== '0' &&
    /^\s*multipart\/form-data\b/i.test(headers['content-type'] ?? '')
  );
}

/** Reads a multipart form: texts into memory, files onto the disk as they come. @throws an error of the disk */
export async function stageForm(request: IncomingMessage, limits: FormLimits): Promise<Staging> {
  const folder = createStagingFolder();
  try {
    const read = await readParts(request, folder, limits);
    if (read.kind === 'read')
      return { kind: 'staged', form: { parts: read.parts, discard: () => folder.discard() } };
    await folder.discard();
    return read;
  } catch (error) {
    await folder.discard();
    throw error;
  }
}

type Read = { readonly kind: 'read'; readonly parts: readonly FormPart[] } | FormRefusal;

const MALFORMED: FormRefusal = { kind: 'malformed' };

class FilesTooLarge extends Error {}

async function readParts(
  request: IncomingMessage,
  folder: StagingFolder,
  { maxUploadBytes, idleMs = IDLE_MS }: FormLimits,
): Promise<Read> {
  const filesTooLarge = tooLarge(`the files of a request may have at most ${maxUploadBytes} bytes together`);
  const maxBytes = maxUploadBytes + MAX_BODY_BYTES + MAX_OVERHEAD_BYTES;
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return filesTooLarge;
  const parser = parserOf(request);
  if (!parser) return MALFORMED;

  return new Promise((resolve, reject) => {
    const parts: Promise<readonly FormPart[]>[] = [];
    let receivedBytes = 0;
    let textBytes = 0;
    let fileBytes = 0;
    let isOver = false;

    const countReceived = (chunk: Buffer) => {
      receivedBytes += chunk.length;
      if (receivedBytes > maxBytes) settle(filesTooLarge);
    };
    const release = () => {
      if (isOver) return;
      isOver = true;
      request.unpipe(parser);
      request.off('data', countReceived);
      request.setTimeout(0);
    };
    const settle = (read: Read) => {
      release();
      resolve(read);
    };
    const fail = (error: unknown) => {
      if (error instanceof FilesTooLarge) return settle(filesTooLarge);
      release();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const admit = (bytes: number) => {
      fileBytes += bytes;
      if (fileBytes > maxUploadBytes) throw new FilesTooLarge();
    };

    parser.on('field', (name: string | undefined, value, _nameIsCut, valueIsCut) => {
      if (name === undefined) return settle(MALFORMED);
      textBytes += Buffer.byteLength(value);
      if (valueIsCut || textBytes > MAX_BODY_BYTES)
        return settle(tooLarge(`the texts of a form may have at most ${MAX_BODY_BYTES} bytes together`));
      parts.push(Promise.resolve([{ kind: 'text', name: unescaped(name), value }]));
    });
    parser.on('file', (name: string | undefined, content, fileName) => {
      // The parser emits errors here without destroying the stream; whoever reads it may not be there yet.
      content.on('error', () => {});
      if (name === undefined) return settle(MALFORMED);
      const part = filePart(folder, { name: unescaped(name), fileName: unescaped(fileName), content, admit });
      part.catch(fail);
      parts.push(part);
    });
    parser.on('partsLimit', () => settle(tooLarge(`a form may have at most ${MAX_PARTS} parts`)));
    parser.on('error', () => settle(receivedBytes === 0 ? { kind: 'read', parts: [] } : MALFORMED));
    parser.on('finish', () => {
      Promise.all(parts).then((read) => settle({ kind: 'read', parts: read.flat() }), fail);
    });

    const leave = () => settle({ kind: 'aborted' });
    request.once('error', leave);
    request.once('close', () => {
      if (!request.readableEnded) leave();
    });
    request.setTimeout(idleMs, () => request.destroy());
    request.on('data', countReceived);
    request.pipe(parser);
  });
}

/** Undefined when the type names no boundary. */
function parserOf({ headers }: IncomingMessage): BusboyInstance | undefined {
  try {
    return new Busboy({
      headers: { ...headers, 'content-type': headers['content-type'] ?? '' },
      isPartAFile: (_name, _type, fileName) => fileName !== undefined,
      limits: {
        parts: MAX_PARTS,
        fieldSize: MAX_BODY_BYTES,
        headerPairs: 50,
        headerSize: MAX_PART_HEADER_BYTES,
      },
    });
  } catch {
    return undefined;
  }
}

interface SentFile {
  readonly name: string;
  readonly fileName: string;
  readonly content: BusboyFileStream;
  readonly admit: (bytes: number) => void;
}

/** None when it is the file field of a page in which nothing was chosen: browsers send a part without name and content. */
async function filePart(
  folder: StagingFolder,
  { name, fileName, content, admit }: SentFile,
): Promise<readonly FormPart[]> {
  const staged = await folder.write(content, admit);
  if (fileName === '' && staged.sizeBytes === 0) return [];
  return [{ kind: 'file', name, file: { ...staged, name: fileName || name } }];
}

/** Browsers escape exactly these characters in names. */
function unescaped(name: string): string {
  return name.replaceAll('%22', '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n');
}

function tooLarge(message: string): FormRefusal {
  return { kind: 'tooLarge', message: `Payload Too Large: ${message}` };
}
