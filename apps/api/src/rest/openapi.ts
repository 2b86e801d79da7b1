import { z } from 'zod';
import { answerJson } from './answer';
import { endpoint, type Endpoint } from './endpoint';
import { filled } from './parameters';

const errorSchema = z.object({
  message: z.string(),
  _links: z.object({ self: z.array(z.object({ href: z.string(), templated: z.boolean() })) }),
  _embedded: z.object({ errors: z.array(z.object({ message: z.string(), path: z.string() })) }).optional(),
});

/** What every endpoint may answer. */
const ALWAYS = [422, 500, 503] as const;

const REASONS: Readonly<Record<number, string>> = {
  400: 'Something needed is missing, or an item of many cannot be done.',
  404: 'There is no such thing.',
  405: 'The address has no such method.',
  409: 'It cannot be done in the state that it is in.',
  413: 'The body is too large.',
  415: 'The body has a type that is not read.',
  422: 'A parameter or the body is wrong; the message names it.',
  423: 'What is stored cannot be read.',
  500: 'The server failed; its log says why.',
  501: 'Not built yet.',
  503: 'The database cannot be reached; try again.',
};

/** `GET /openapi.json`: what is built, made of the same schemas that check the requests. */
export function openApiEndpoint(endpoints: readonly Endpoint[]): Endpoint {
  let document: object | undefined;
  return endpoint({
    method: 'GET',
    path: '/openapi.json',
    operation: 'getOpenApi',
    summary: 'This description.',
    answers: { 200: { description: 'An OpenAPI document.', schema: z.looseObject({}) } },
    handle: async ({ context }) => answerJson(context, (document ??= openApiOf(endpoints))),
  });
}

/** The OpenAPI 3.1 document of these endpoints. */
export function openApiOf(endpoints: readonly Endpoint[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const one of endpoints) {
    const path = one.path.replace(/:([a-zA-Z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [one.method.toLowerCase()]: operationOf(one) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Headrace', version: '1', description: "Kestra's REST, as far as it is built." },
    servers: [{ url: '/api/v1' }, { url: '/api/v1/main', description: 'With the tenant in the path.' }],
    paths,
    components: { schemas: { Error: jsonSchema(errorSchema) } },
  };
}

function operationOf({ operation, summary, path, query, hasFilters, body, answers }: Endpoint): object {
  const { errors = [], ...good } = answers;
  const responses: Record<string, object> = {};
  for (const [status, { description, type = 'application/json', schema }] of Object.entries(good))
    responses[status] = {
      description,
      ...(schema && { content: { [type]: { schema: jsonSchema(schema) } } }),
    };
  const failure = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } };
  for (const status of [...errors, ...ALWAYS])
    responses[status] = { description: REASONS[status], content: failure };
  return {
    operationId: operation,
    summary,
    parameters: [
      ...[...path.matchAll(/:([a-zA-Z]+)/g)].map(([, name = '']) => ({
        name,
        in: 'path',
        required: true,
        schema: jsonSchema(filled),
      })),
      ...Object.entries(query).map(([name, schema]) => ({
        name,
        in: 'query',
        required: !schema.safeParse(undefined).success,
        schema: jsonSchema(schema),
      })),
      ...(hasFilters ? [FILTERS] : []),
    ],
    ...(body && {
      requestBody: {
        required: body.isRequired,
        content: Object.fromEntries(body.types.map((type) => [type, { schema: jsonSchema(body.schema) }])),
      },
    }),
    responses,
  };
}

const FILTERS = {
  name: 'filters',
  in: 'query',
  required: false,
  style: 'deepObject',
  explode: true,
  description:
    '`filters[field][OPERATION]=value`, for labels `filters[labels][OPERATION][key]=value`; what cannot be applied is refused.',
  schema: { type: 'object', additionalProperties: { type: 'object' } },
};

/** What may be sent, before it is read into what handlers see. */
function jsonSchema(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}
