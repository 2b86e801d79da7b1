import { readJson, writeJson } from '@headrace/json';
import { type ExecutionResult, subscriptionExchange } from '@urql/core';

/**
 * Sends queries and mutations as urql's own exchange does, but keeps every digit of the numbers in answers: an id of 19
 * digits that stands in an output is shown as it is. What comes by subscription holds no numbers of users (see `live.ts`).
 */
export const exactExchange = subscriptionExchange({
  isSubscriptionOperation: ({ kind }) => kind === 'query' || kind === 'mutation',
  forwardSubscription: (request) => ({
    subscribe(sink) {
      const ending = new AbortController();
      ask(writeJson(request), ending.signal).then(
        (result) => {
          sink.next(result);
          sink.complete();
        },
        (error: unknown) => {
          if (!ending.signal.aborted) sink.error(error);
        },
      );
      return { unsubscribe: () => ending.abort() };
    },
  }),
});

async function ask(body: string, signal: AbortSignal): Promise<ExecutionResult> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/graphql-response+json, application/json',
    },
    body,
    signal,
  });
  return answerOf(await response.text(), response);
}

/** The answer in a text; one that is none is an error of the network, such as a page that a proxy wrote. @throws Error */
export function answerOf(
  text: string,
  { status, statusText }: Pick<Response, 'status' | 'statusText'>,
): ExecutionResult {
  const read = readJson(text);
  if (read.ok && isAnswer(read.value)) return read.value;
  throw new Error(statusText || `HTTP ${status}`);
}

function isAnswer(value: unknown): value is ExecutionResult {
  return typeof value === 'object' && value !== null && ('data' in value || 'errors' in value);
}
