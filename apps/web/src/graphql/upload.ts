import { readJson, writeJson } from '@headrace/json';
import type { TypedDocumentNode } from '@urql/core';
import { print } from 'graphql';

/** A file and its place in the variables, such as `input.files.0.file`. */
export interface FilePart {
  readonly path: string;
  readonly file: File;
}

export interface UploadAnswer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** Its message is made for people. */
export class UploadError extends Error {}

export interface UploadOptions {
  /** Told how much of the request is out, from 0 to 1. */
  onProgress(part: number): void;
  signal: AbortSignal;
}

/**
 * Sends an operation with files, as the multipart request spec of GraphQL says. In the variables null stands where a file belongs.
 * @throws UploadError when there is no answer
 */
export function sendWithFiles<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  files: readonly FilePart[],
  options: UploadOptions,
): Promise<UploadAnswer<Data>> {
  return send(multipartBody(print(document), variables, files), options) as Promise<UploadAnswer<Data>>;
}

/** The form of such a request: first the operation, then where the files belong, then the files. */
export function multipartBody(query: string, variables: unknown, files: readonly FilePart[]): FormData {
  const body = new FormData();
  body.append('operations', writeJson({ query, variables }));
  const places = files.map(({ path }, index) => [String(index), [`variables.${path}`]] as const);
  body.append('map', writeJson(Object.fromEntries(places)));
  for (const [index, { file }] of files.entries()) body.append(String(index), file, file.name);
  return body;
}

// Not fetch: it does not tell how much of a request is out.
function send(body: FormData, { onProgress, signal }: UploadOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/graphql');
    request.setRequestHeader('Accept', 'application/json');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const answer = answerOf(request.responseText);
      if (answer) resolve(answer);
      else reject(new UploadError(refusalText(request.status)));
    };
    request.onerror = () =>
      reject(
        new UploadError('The server did not take the files: the connection broke. Try again in a moment.'),
      );
    request.onabort = () => reject(new UploadError('Sending was cancelled.'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
}

function answerOf(text: string): object | null {
  const read = readJson(text);
  if (!read.ok || typeof read.value !== 'object' || read.value === null) return null;
  return 'data' in read.value || 'errors' in read.value ? read.value : null;
}

function refusalText(status: number): string {
  if (status === 413) return 'The files are larger than the server takes.';
  return `The server did not take the files (HTTP ${status}).`;
}
