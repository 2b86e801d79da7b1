import { hostileFlows, manyTasks } from './flows.fixture';

/** Something that a client sends, honest or not. */
export interface Sent {
  readonly name: string;
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What may come of it: a code of GraphQL (`data` for an answer, `invalid` for a document that cannot be read), or a status. */
  readonly may: readonly (string | number)[];
  /** How many questions to the database it may be worth. */
  readonly statements?: number;
}

/** What the world of the requests holds. */
export interface Targets {
  /** A flow of 800 kB with a webhook. */
  readonly largeFlow: string;
  readonly executionId: string;
  readonly taskRunId: string;
}

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

function graphql(
  name: string,
  query: string,
  may: Sent['may'],
  variables?: object,
  statements?: number,
): Sent {
  return {
    name,
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
    may,
    statements,
  };
}

const rest = (name: string, path: string, may: Sent['may'], more: Partial<Sent> = {}): Sent => ({
  name,
  path: `/api/v1${path}`,
  may,
  ...more,
});

const LARGE = ['QUERY_TOO_LARGE'];
const VALIDATE =
  'query ($source: String!) { validateFlow(source: $source) { valid issues { message line } } }';
const EVALUATE =
  'query ($id: String!, $expression: String!) { evaluateExpression(executionId: $id, expression: $expression) { result error { message } } }';
const YAML = { method: 'POST', headers: { 'content-type': 'application/x-yaml' } };

/** Documents that ask for too much. None of them is worth a question to the database. */
function documents(): Sent[] {
  const none = (name: string, query: string, may: Sent['may'] = LARGE) =>
    graphql(name, query, may, undefined, 0);
  return [
    ...[11, 100, 500, 1_000, 2_400].map((count) =>
      none(`the same field at the top ${count} times`, `{ ${'__typename '.repeat(count)} }`),
    ),
    ...[11, 500, 1_000].map((count) =>
      none(`the same field with fields ${count} times`, `{ ${'server { version } '.repeat(count)} }`),
    ),
    ...[11, 300, 600].map((count) =>
      none(
        `the same field with arguments ${count} times`,
        `{ ${'flow(namespace: "a", flowId: "b") { id } '.repeat(count)} }`,
      ),
    ),
    ...[11, 2_000, 4_900].map((count) =>
      none(
        `the same field inside ${count} times`,
        `{ flow(namespace: "a", flowId: "b") { ${'id '.repeat(count)} } }`,
      ),
    ),
    ...[31, 200, 900].map((count) =>
      none(`${count} aliases`, `{ ${times(count, (index) => `a${index}: __typename`)} }`),
    ),
    ...[21, 30].map((count) =>
      none(`${count} fields at the top`, `{ ${times(count, (index) => `a${index}: __typename`)} }`),
    ),
    ...[7, 20, 31].map((levels) =>
      none(
        `fields ${2 * levels} deep`,
        `{ execution(executionId: "x") { ${'flow { latestExecution { '.repeat(levels)}id${' } }'.repeat(levels)} } }`,
      ),
    ),
    ...[70, 1_000, 2_400].map((levels) =>
      none(`${levels} brackets`, `{ a(b: ${'['.repeat(levels)}${']'.repeat(levels)}) }`),
    ),
    ...[65, 2_000].map((levels) => none(`${levels} braces`, '{ a '.repeat(levels))),
    none('5,001 words', `{ ${'a '.repeat(5_000)} }`),
    none('a document of 50 kB', `{ __typename } #${'x'.repeat(50_000)}`),
    none('a document of 9 MB', `{ __typename } #${'x'.repeat(9_000_000)}`),
    none(
      'a thousand operations',
      times(800, (index) => `query q${index} { __typename }`),
      ['invalid'],
    ),
    none(
      'a hundred fragments',
      `{ ...f0 } ${times(150, (index) => `fragment f${index} on Query { __typename }`)}`,
    ),
    none(
      'fragments that multiply',
      `{ ...f0 } ${times(30, (index) => `fragment f${index} on Query { ...f${index + 1} ...f${index + 1} }`)} fragment f30 on Query { __typename }`,
    ),
    none(
      'fragments side by side',
      `{ ${times(90, (index) => `...f${index}`)} } ${times(90, (index) => `fragment f${index} on Query { server { version time queue bus } }`)}`,
    ),
    none('a cycle of fragments', '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }', [
      'invalid',
    ]),
    none('the schema three times', `{ ${times(3, (index) => `a${index}: __schema { types { name } }`)} }`),
    none(
      'lists in lists',
      '{ flows(first: 100) { edges { node { executions(first: 100) { edges { node { id state } } } } } } }',
    ),
    none(
      'lists in lists by a variable',
      'query ($n: Int) { flows(first: $n) { edges { node { executions(first: $n) { edges { node { id } } } } } } }',
    ),
    none(
      'all sources of all revisions',
      '{ flow(namespace: "a", flowId: "b") { revisions(first: 100) { edges { node { source } } } } }',
    ),
    none(
      'all JSON',
      '{ executions(first: 100) { edges { node { inputs outputs taskRuns(first: 100) { edges { node { outputs } } } } } } }',
    ),
    none(
      'a hundred expressions',
      `{ ${times(20, (index) => `a${index}: evaluateExpression(executionId: "x", expression: "{{ 1 }}") { trace { value } }`)} }`,
    ),
    none('unknown fields', `{ ${times(400, (index) => `unknown${index}`)} }`),
    none('a few unknown fields', `{ ${times(19, (index) => `unknown${index}`)} }`, ['invalid']),
    none('a name of 40 kB', `{ ${'a'.repeat(40_000)} }`, ['invalid']),
    none('directives', `{ __typename ${'@skip(if: false) '.repeat(700)} }`, ['invalid']),
    none('variables', `query (${times(900, (index) => `$a${index}: Int`)}) { __typename }`, ['invalid']),
    none('no GraphQL', '}'.repeat(4_000), ['invalid']),
    none('a text that does not end', `{ a(b: "${'x'.repeat(40_000)}`, ['invalid']),
    none('numbers', `{ a(b: [${'1,'.repeat(4_000)}]) }`, ['invalid', 'QUERY_TOO_LARGE']),
    none('half a pair', '{ flow(namespace: "\\ud800", flowId: "b") { id } }', ['invalid']),
    none('a NUL', '{ flow(namespace: "a\\u0000", flowId: "b") { id } }', ['BAD_ARGUMENT']),
  ];
}

function variables(): Sent[] {
  const FLOW = 'query ($a: String!) { flow(namespace: $a, flowId: "b") { id } }';
  const LABEL = 'query ($f: ExecutionFilter) { executions(filter: $f) { edges { cursor } } }';
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const raw = (name: string, body: string, may: Sent['may']): Sent => ({
    ...graphql(name, '', may, undefined, 0),
    body,
  });
  return [
    graphql('a NUL in a variable', FLOW, ['BAD_ARGUMENT'], { a: 'a\u0000' }, 0),
    graphql('half a pair in a variable', FLOW, ['BAD_ARGUMENT'], { a: 'a\ud800' }, 0),
    graphql(
      'a NUL in a label',
      LABEL,
      ['BAD_ARGUMENT'],
      { f: { labels: [{ key: 'a', value: '\u0000' }] } },
      0,
    ),
    graphql('a NUL in a key', LABEL, ['BAD_ARGUMENT'], { f: { 'a\u0000': 1 } }, 0),
    graphql('a NUL in a search', LABEL, ['BAD_ARGUMENT'], { f: { text: '\u0000' } }, 0),
    graphql('a NUL in a variable that nobody uses', '{ __typename }', ['BAD_ARGUMENT'], { a: '\u0000' }, 0),
    graphql('a text of 5 MB', FLOW, ['data'], { a: 'x'.repeat(5_000_000) }, 2),
    graphql(
      'a list of a million numbers',
      FLOW,
      ['invalid', 'BAD_USER_INPUT'],
      { a: Array(1_000_000).fill(1) },
      0,
    ),
    raw('JSON of 4,500 levels', `{"query":"{ __typename }","variables":{"a":${nested(4_500)}}}`, [
      'invalid',
      'data',
      'BAD_REQUEST',
      400,
    ]),
    raw('JSON of 100,000 levels', `{"query":"{ __typename }","variables":{"a":${nested(100_000)}}}`, [
      'invalid',
      'data',
      'BAD_REQUEST',
      400,
    ]),
    raw(
      'a number of a million digits',
      `{"query":"{ __typename }","variables":{"a":${'1'.repeat(1_000_000)}}}`,
      ['invalid', 'data', 'BAD_REQUEST', 400],
    ),
    raw('no JSON of 9 MB', '{'.repeat(9_000_000), ['invalid', 'BAD_REQUEST', 400]),
    raw('a batch', JSON.stringify(Array(1_000).fill({ query: '{ __typename }' })), [
      'invalid',
      'BAD_REQUEST',
      400,
    ]),
    raw('11 MB', 'x'.repeat(11_000_000), [413]),
  ];
}

function flows({ largeFlow }: Targets): Sent[] {
  const source = (aliases: number) =>
    `{ flow(namespace: "test", flowId: "${largeFlow}") { ${times(aliases, (index) => `a${index}: source`)} } }`;
  return [
    ...[1, 8, 15].map((aliases) =>
      graphql(`a source of 800 kB ${aliases} times`, source(aliases), ['data'], undefined, 8),
    ),
    ...[25, 29].map((aliases) =>
      graphql(`a source of 800 kB ${aliases} times`, source(aliases), LARGE, undefined, 8),
    ),
    graphql(
      'the tasks of a large flow',
      `{ flow(namespace: "test", flowId: "${largeFlow}") { tasks { taskId type } } }`,
      ['data', ...LARGE],
    ),
    graphql(
      'all of them ten times',
      `{ flow(namespace: "test", flowId: "${largeFlow}") { ${times(10, (index) => `a${index}: tasks { taskId type description disabled }`)} } }`,
      LARGE,
    ),
    ...hostileFlows(900_000).map(([name, text]) =>
      graphql(`validating 900 kB: ${name}`, VALIDATE, ['data'], { source: text }, 0),
    ),
    ...hostileFlows(30_000).map(([name, text]) =>
      graphql(`validating 30 kB: ${name}`, VALIDATE, ['data'], { source: text }, 0),
    ),
    graphql('validating 10,000 tasks', VALIDATE, ['data'], { source: manyTasks('many', 9_500) }, 0),
    graphql('validating 5 MB', VALIDATE, ['data'], { source: 'a: b\n'.repeat(1_000_000) }, 0),
    graphql(
      'saving what is no flow',
      'mutation ($source: String!) { saveFlow(input: { source: $source }) { __typename } }',
      ['data'],
      { source: '['.repeat(900_000) },
    ),
    graphql(
      'saving 5,000 tasks',
      'mutation ($source: String!) { saveFlow(input: { source: $source }) { __typename } }',
      ['data'],
      { source: manyTasks('saved', 5_000) },
    ),
    rest('Kestra: validating 10,000 tasks', '/flows/validate', [200], {
      ...YAML,
      body: manyTasks('many', 9_500),
      statements: 0,
    }),
    rest('Kestra: validating 200 documents', '/flows/validate', [200], {
      ...YAML,
      body: Array(200).fill(manyTasks('many', 30)).join('---\n'),
      statements: 0,
    }),
    rest('Kestra: a large flow', `/flows/test/${largeFlow}?source=true`, [200]),
    rest('Kestra: saving 5,000 tasks', '/flows/test/saved', [200, 404], {
      ...YAML,
      method: 'PUT',
      body: manyTasks('saved', 5_000),
    }),
  ];
}

function expressions({ executionId, taskRunId }: Targets): Sent[] {
  const texts: readonly (readonly [string, string])[] = [
    ['500 kB of text', 'x'.repeat(500_000)],
    ['500 kB of brackets', `{{ ${'('.repeat(250_000)}1${')'.repeat(250_000)} }}`],
    ['500 kB of additions', `{{ ${'1 + '.repeat(125_000)}1 }}`],
    ['500 kB of pipes', `{{ a${' | upper'.repeat(60_000)} }}`],
    ['500 kB of lists', `{{ [${'[],'.repeat(160_000)}] }}`],
    ['500 kB of outputs', '{{ 1 }}'.repeat(70_000)],
    ['500 kB of loops', '{% for a in [1] %}'.repeat(27_000)],
    ['2 MB of nots', `{{ ${'not '.repeat(500_000)}1 }}`],
    ['8 MB of minus', `{{ ${'-'.repeat(8_000_000)}1 }}`],
    ['60 kB of additions', `{{ ${'1 + '.repeat(15_000)}1 }}`],
    [
      'loops in loops',
      '{% for a in range(1, 1000) %}{% for b in range(1, 1000) %}{{ a }}{% endfor %}{% endfor %}',
    ],
    ['a pattern that takes for ever', '{{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" matches "(a+)+b" }}'],
  ];
  return texts.flatMap(([name, expression]) => [
    graphql(`an expression: ${name}`, EVALUATE, ['data'], { id: executionId, expression }, 8),
    rest(`Kestra: an expression: ${name}`, `/executions/${executionId}/eval/${taskRunId}`, [200, 413, 422], {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: expression,
    }),
  ]);
}

function addresses(): Sent[] {
  const refused = (path: string) => rest(`the address ${path}`, path, [422], { statements: 0 });
  return [
    ...[
      '/executions/search?q=%00',
      '/executions/search?namespace=a%00',
      '/executions/search?flowId=a%00',
      '/executions/search?labels=a:%00',
      '/executions/search?q=%ED%A0%80',
      '/executions?namespace=a%00&flowId=b',
      '/executions/a%00b',
      '/executions/a%00b/follow',
      '/logs/a%00b',
      '/logs/a%00b/download',
      '/flows/a%00b/c',
      '/executions/x/file?path=%00',
    ].map(refused),
    rest('a NUL in a start', '/executions/test/a%00b', [422], { method: 'POST', statements: 0 }),
    rest('a NUL in a webhook', '/executions/webhook/test/a/b%00', [422], { method: 'POST', statements: 0 }),
    { name: 'a NUL in a page', path: '/flows/a%00b', may: [422], statements: 0 },
    {
      name: 'a NUL in a query by GET',
      path: '/graphql?query={__typename}%00',
      may: ['BAD_ARGUMENT'],
      statements: 0,
    },
    { name: 'half an escape', path: '/api/v1/executions/%', may: [400, 404], statements: 3 },
    rest('a long address', `/executions/${'x'.repeat(12_000)}`, [404], { statements: 3 }),
    rest('a page far away', '/executions/search?page=1000000', [422], { statements: 0 }),
    rest('a route that there is not', '/nothing/at/all', [404], { statements: 0 }),
  ];
}

function perimeter({ largeFlow }: Targets): Sent[] {
  const evil = { origin: 'https://evil.example' };
  const query = `/graphql?query=${encodeURIComponent(`{ flow(namespace: "test", flowId: "${largeFlow}") { source } }`)}`;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const none = { may: [403], statements: 0 } as const;
  return [
    { name: 'a foreign page asks by GET', path: query, headers: { 'sec-fetch-site': 'cross-site' }, ...none },
    { name: 'another port asks by GET', path: query, headers: { 'sec-fetch-site': 'same-site' }, ...none },
    { name: 'a foreign origin asks by GET', path: query, headers: evil, ...none },
    {
      name: 'a foreign form',
      method: 'POST',
      path: '/graphql',
      headers: { ...form, ...evil },
      body: 'query=%7B__typename%7D',
      ...none,
    },
    {
      name: 'a form that says nothing of itself',
      method: 'POST',
      path: '/graphql',
      headers: form,
      body: 'query=%7B__typename%7D',
      ...none,
    },
    {
      name: 'a text that says nothing of itself',
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'text/plain' },
      body: '{"query":"{__typename}"}',
      ...none,
    },
    rest('a foreign page starts a flow in a namespace called webhook', '/executions/webhook/flow', [403], {
      method: 'POST',
      headers: evil,
      statements: 0,
    }),
    rest('a foreign page starts a flow', `/executions/test/${largeFlow}`, [403], {
      method: 'POST',
      headers: evil,
      statements: 0,
    }),
    rest('a webhook with a wrong key', `/executions/webhook/test/${largeFlow}/wrong`, [404], {
      method: 'POST',
      headers: evil,
    }),
    rest('a webhook with 4,500 levels', `/executions/webhook/test/${largeFlow}/wrong`, [404, 422], {
      method: 'POST',
      body: `${'['.repeat(4_500)}${']'.repeat(4_500)}`,
    }),
    rest('a start with a file for a form', `/executions/test/${largeFlow}`, [422], {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data' },
      body: 'x'.repeat(1_000_000),
    }),
    {
      name: 'a page is posted to',
      method: 'POST',
      path: '/flows',
      body: 'x'.repeat(100_000),
      may: [405],
      statements: 0,
    },
  ];
}

function honest({ largeFlow, executionId }: Targets): Sent[] {
  return [
    graphql(
      'the list of flows',
      '{ flows(first: 50) { edges { node { id namespace flowId latestExecution { id state } } } pageInfo { hasNextPage } } }',
      ['data'],
      undefined,
      12,
    ),
    graphql(
      'the list of executions',
      '{ executions(first: 50) { edges { node { id state createdAt labels { key value } } } totalCount { value } } }',
      ['data'],
      undefined,
      12,
    ),
    graphql(
      'an execution',
      `{ execution(executionId: "${executionId}") { state inputs outputs taskRuns(first: 100) { edges { node { taskId state outputs } } } } }`,
      ['data'],
      undefined,
      16,
    ),
    graphql(
      'a flow',
      `{ flow(namespace: "test", flowId: "${largeFlow}") { revision description inputs { __typename } } }`,
      ['data'],
      undefined,
      8,
    ),
    graphql(
      'a log',
      `{ execution(executionId: "${executionId}") { logs(last: 100) { edges { node { message } } } } }`,
      ['data'],
      undefined,
      12,
    ),
    graphql('an expression', EVALUATE, ['data'], { id: executionId, expression: '{{ execution.id }}' }, 8),
    rest('Kestra: a search', '/executions/search?size=25', [200]),
    rest('Kestra: an execution', `/executions/${executionId}`, [200]),
    rest('Kestra: its log', `/logs/${executionId}`, [200]),
    { name: 'whether it lives', path: '/ping', may: [200], statements: 0 },
  ];
}

/** All of them, an honest one after every few others. */
export function requests(targets: Targets): readonly Sent[] {
  const hostile = [
    ...documents(),
    ...variables(),
    ...flows(targets),
    ...expressions(targets),
    ...addresses(),
    ...perimeter(targets),
  ];
  const good = honest(targets);
  return hostile.flatMap((sent, index) => {
    const next = good[Math.floor(index / 4) % good.length];
    return index % 4 === 3 && next ? [sent, { ...next, name: `${next.name}, after ${sent.name}` }] : [sent];
  });
}
