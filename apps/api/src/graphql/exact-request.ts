import { type JsonMap, isJsonMap, readJson } from '@headrace/json';
import { GraphQLError } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';

const JSON_BODY = /^application\/(?:graphql\+)?json(?:$|[;,])/;
const FORM_BODY = /^application\/x-www-form-urlencoded(?:$|[;,])/;

/** Reads requests as Yoga does, but with every digit of the numbers in their variables. What is wrong with a text is told without it. */
export function exactRequests(): Plugin {
  return {
    onRequestParse({ request, setRequestParser }) {
      const type = request.headers.get('content-type') ?? '';
      if (request.method === 'GET') {
        setRequestParser(async ({ url }) => ofFields(new URL(url).searchParams));
      } else if (request.method === 'POST' && JSON_BODY.test(type)) {
        setRequestParser(async (sent) => mapOf('body', await sent.text()));
      } else if (request.method === 'POST' && FORM_BODY.test(type)) {
        setRequestParser(async (sent) => ofFields(new URLSearchParams(await sent.text())));
      }
    },
  };
}

function ofFields(fields: URLSearchParams): GraphQLParams {
  const json = (name: string): JsonMap | undefined => {
    const text = fields.get(name);
    return text ? mapOf(name, text) : undefined;
  };
  return {
    operationName: fields.get('operationName') || undefined,
    query: fields.get('query') || undefined,
    variables: json('variables'),
    extensions: json('extensions'),
  };
}

/** @throws GraphQLError, answered as 400 */
function mapOf(what: string, text: string): JsonMap {
  const read = readJson(text);
  if (!read.ok) throw refusal(`The ${what} ${read.reason}.`);
  if (!isJsonMap(read.value)) throw refusal(`The ${what} is not an object.`);
  return read.value;
}

function refusal(message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: { http: { status: 400 }, code: 'BAD_REQUEST' },
  });
}
