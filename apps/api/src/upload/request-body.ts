import type { IncomingMessage } from 'node:http';
import type { Log } from '@headrace/runtime';
import { MAX_BODY_BYTES, readBody, TOO_SLOW } from '../http/body';
import { type FormRefusal, sendsForm, type StagedForm, stageForm } from './form';

/** Why the body of a request was not taken. */
export class BodyRefused extends Error {
  override readonly name = 'BodyRefused';
  constructor(
    readonly status: 400 | 408 | 413 | 422 | 500,
    message: string,
  ) {
    super(message);
  }
}

/** The sentence about a body that cannot be read. */
export const MALFORMED_FORM = 'Invalid format: the body is not a well-formed form';

/** The body of a request that nobody has read yet. Read once, either as bytes or as a form. */
export interface LazyBody {
  /** @throws BodyRefused */
  bytes(): Promise<Buffer>;
  /** null = the request sends no form. @throws BodyRefused */
  form(): Promise<StagedForm | null>;
  /** Removes the files of a form that was read. Safe to call twice. */
  discard(): Promise<void>;
}

export function lazyBody(
  request: IncomingMessage,
  { maxUploadBytes, log }: { readonly maxUploadBytes: number; readonly log: Log },
): LazyBody {
  let bytes: Promise<Buffer> | undefined;
  let form: Promise<StagedForm> | undefined;
  return {
    bytes: () => (bytes ??= bytesOf(request)),
    form: async () => (sendsForm(request) ? (form ??= formOf(request, { maxUploadBytes, log })) : null),
    async discard() {
      const staged = await form?.catch(() => undefined);
      await staged?.discard();
    },
  };
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const body = await readBody(request);
  switch (body.kind) {
    case 'read':
      return body.bytes;
    case 'tooLarge':
      throw new BodyRefused(413, `Payload Too Large: a body may have at most ${MAX_BODY_BYTES} bytes`);
    case 'tooSlow':
      throw new BodyRefused(408, TOO_SLOW);
    case 'aborted':
      throw gone();
  }
}

async function formOf(
  request: IncomingMessage,
  { maxUploadBytes, log }: { readonly maxUploadBytes: number; readonly log: Log },
): Promise<StagedForm> {
  const staged = await stageForm(request, { maxUploadBytes }).catch((error: unknown) => {
    log.error({ err: error }, 'an upload could not be kept for the time of its request');
    throw new BodyRefused(500, 'Internal server error: see the log of the server');
  });
  if (staged.kind === 'staged') return staged.form;
  throw refused(staged);
}

function refused(refusal: FormRefusal): BodyRefused {
  switch (refusal.kind) {
    case 'aborted':
      return gone();
    case 'tooLarge':
      return new BodyRefused(413, refusal.message);
    case 'malformed':
      return new BodyRefused(422, MALFORMED_FORM);
  }
}

/** Nobody is there to read it. */
function gone(): BodyRefused {
  return new BodyRefused(400, 'Bad Request: the body ended before it was complete');
}
