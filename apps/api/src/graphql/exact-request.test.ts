import { writeJson } from '@headrace/json';
import { GraphQLObjectType, GraphQLScalarType, GraphQLSchema } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { expect, test } from 'vitest';
import { exactRequests } from './exact-request';

const seen: string[] = [];
const json = new GraphQLScalarType({ name: 'JSON' });
const yoga = createYoga({
  schema: new GraphQLSchema({
    query: new GraphQLObjectType({
      name: 'Query',
      fields: { see: { type: json, args: { value: { type: json } }, resolve: (_, { value }) => see(value) } },
    }),
  }),
  plugins: [exactRequests()],
  logging: false,
});

function see(value: unknown): string {
  seen.push(writeJson(value));
  return 'seen';
}

const QUERY = 'query ($value: JSON) { see(value: $value) }';
const NUMBERS = '[8202522731445525542,1.0,1.50,1.0E400]';
const fields = (variables: string) => new URLSearchParams({ query: QUERY, variables });

async function ask(way: string, variables: string): Promise<{ status: number; text: string }> {
  const headers = { accept: 'application/json' };
  const url = 'http://localhost/graphql';
  const sent = {
    get: () => yoga.fetch(`${url}?${fields(variables)}`, { headers }),
    json: () =>
      yoga.fetch(url, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
        body: `{"query": ${JSON.stringify(QUERY)}, "variables": ${variables}}`,
      }),
    form: () => yoga.fetch(url, { method: 'POST', headers, body: fields(variables) }),
  }[way];
  if (!sent) throw new Error(way);
  const answer = await sent();
  return { status: answer.status, text: await answer.text() };
}

test.each(['get', 'json', 'form'])('variables keep their digits: %s', async (way) => {
  expect(await ask(way, `{"value": ${NUMBERS}}`)).toEqual({ status: 200, text: '{"data":{"see":"seen"}}' });
  expect(seen.at(-1)).toBe(NUMBERS);
});

test.each([
  ['{"value": hunter2}', 'is not valid JSON'],
  [`{"value": ${'9'.repeat(1001)}}`, 'holds a number with more than 1000 digits'],
  [`{"value": ${'['.repeat(600)}${']'.repeat(600)}}`, 'is nested deeper than 500 levels'],
])('what is wrong with a text is told without it: case %#', async (variables, reason) => {
  const before = seen.length;
  for (const way of ['get', 'json', 'form']) {
    const { status, text } = await ask(way, variables);
    expect(status).toBe(400);
    expect(text).toContain(reason);
    expect(text).not.toMatch(/hunter2|999999|\[\[\[/);
  }
  expect(seen).toHaveLength(before);
});

test('variables are an object', async () => {
  expect((await ask('json', '[1]')).status).toBe(400);
  expect(await ask('get', '5')).toMatchObject({
    status: 400,
    text: expect.stringContaining('is not an object'),
  });
});
