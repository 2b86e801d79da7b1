import type {
  DeleteExecutionResult,
  OpenFileResult,
  StartedExecution,
  StartResult,
  WebhookResult,
} from '@headrace/runtime';
import { conflict, illegalArgument, invalidEntity, notFound, type RestError } from './errors';

// What the runtime answers, and what Kestra's clients read of it. The only place where a result becomes a status.

type FileRefusal =
  | Exclude<OpenFileResult, { kind: 'found' | 'foreign' | 'notFound' }>
  | { readonly kind: 'fileNotFound' };

type Refusal =
  | Exclude<StartResult, { kind: 'started' | 'repeated' }>
  | Exclude<WebhookResult, { kind: 'started' | 'repeated' }>
  | FileRefusal
  | Exclude<DeleteExecutionResult, { kind: 'deleted' }>
  | { readonly kind: 'executionNotFound' }
  | { readonly kind: 'taskRunNotFound' };

/** The answer to everything that is not what was asked for. `about` names what was looked for, where that helps. */
export function refusalOf(result: Refusal, about = ''): RestError {
  switch (result.kind) {
    case 'flowNotFound':
      return notFound('Requested Flow is not found.');
    case 'webhookNotFound':
      return notFound('Webhook not found');
    case 'flowDisabled':
      return conflict('Requested Flow is disabled.');
    case 'flowInvalid':
      return conflict(
        `Requested Flow is not valid. Error: ${result.issues.map(({ message }) => message).join('; ')}`,
      );
    case 'inputsInvalid':
      return invalidEntity(result.issues.map(({ input, message }) => ({ path: input, message })));
    case 'labelsInvalid':
    case 'idempotencyKeyInvalid':
      return illegalArgument(result.message);
    case 'idempotencyConflict':
      return conflict(`Another request with the same Idempotency-Key has started '${result.executionId}'`);
    case 'executionNotFound':
      return about ? notFound(`Unable to find execution id '${about}'`) : notFound();
    case 'taskRunNotFound':
      return notFound();
    case 'notFound':
      return notFound();
    case 'notEnded':
      return conflict('the execution is not terminated');
    case 'fileNotFound':
      return notFound(`Unable to find the file '${about}'`);
    case 'notAnAddress':
      return illegalArgument('Invalid prefix path');
  }
}

/** What was started. @throws RestError for everything else */
export function startedExecution(
  result: Exclude<StartResult | WebhookResult, { kind: 'repeated' }>,
): StartedExecution {
  if (result.kind === 'started') return result.execution;
  throw refusalOf(result);
}
