import { writeJson } from '@headrace/json';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** An answer in JSON, with every digit of the numbers in it. */
export function answerJson(
  context: Context,
  value: object,
  status: ContentfulStatusCode = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return context.body(writeJson(value), status, { 'Content-Type': 'application/json', ...headers });
}
