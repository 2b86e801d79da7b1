import { describe, expect, test } from 'vitest';
import { fixtureCatalogue } from './catalogue.fixture';
import { parseFlow } from './parse';

/** Errors as `line:column path | message`. */
function errors(source: string): string[] {
  const result = parseFlow(source, fixtureCatalogue);
  expect(result.ok).toBe(false);
  return result.issues
    .filter((issue) => issue.severity === 'error')
    .map((issue) => `${issue.line}:${issue.column} ${issue.path} | ${issue.message}`);
}

const head = 'id: a\nnamespace: b\n';
const tasks = 'tasks:\n- id: t\n  type: test.core.Rest\n';
const task = (properties: string): string =>
  `${head}tasks:\n- id: t\n  type: test.core.Say\n  message: x\n  ${properties}\n`;
const flow = (properties: string): string => `${head}${tasks}${properties}\n`;

describe('the YAML itself', () => {
  test.each<[string, string, string[]]>([
    ['nothing', '', ['1:1  | The flow is empty']],
    ['only a comment', '# x\n', ['1:1  | The flow is empty']],
    [
      'a list',
      '- a\n',
      ['1:1  | A flow is a map of properties such as `id`, `namespace` and `tasks`, found a list'],
    ],
    [
      'a text',
      'hello',
      ['1:1  | A flow is a map of properties such as `id`, `namespace` and `tasks`, found a single value'],
    ],
    [
      'a tab',
      'id: a\ntasks:\n\t- id: b\n',
      ['3:1  | Tabs cannot be used for indentation in YAML, use spaces'],
    ],
    ['two documents', `${head}---\nid: c\n`, ['3:1  | A flow is one YAML document, found a second one']],
    ['a duplicate key', `${head}${tasks}namespace: c\n`, ['6:1 namespace | Duplicate key `namespace`']],
    ['a duplicate key inside', task('id: u'), ['7:3 tasks[0].id | Duplicate key `id`']],
    ['an unknown alias', flow('variables: {a: *b}'), ['6:16 variables.a | Unknown alias `*b`']],
    [
      'an alias in itself',
      flow('variables: &v {a: *v}'),
      ['6:19 variables.a | The alias `*v` contains itself'],
    ],
    ['a map as key', flow('variables: {? {a: 1} : 2}'), ['6:15 variables | A key must be a text']],
    ['no key', flow('variables: {: 2}'), ['6:13 variables | A key is missing']],
    [
      '__proto__',
      flow('variables: {__proto__: {a: 1}}'),
      ['6:13 variables | `__proto__` cannot be used as a key'],
    ],
    [
      'NUL',
      flow('description: "a\\0b"'),
      ['6:14 description | The text holds a character that cannot be stored'],
    ],
    ['NUL as it is', 'id: a\n# \0\n', ['2:3  | The flow holds a character that cannot be stored']],
    [
      'half a character',
      flow('description: "\\uD800"'),
      ['6:14 description | The text holds a character that cannot be stored'],
    ],
    ['an end before the beginning', '...\n', ['1:1  | The flow is empty']],
  ])('%s', (_name, source, expected) => {
    expect(errors(source)).toEqual(expected);
  });

  test.each([
    ['an open quote', 'id: "a\n'],
    ['an open brace', 'id: {a\n'],
    ['bad indentation', 'id: a\n  b: c\n'],
    ['only closing brackets', ']]'],
    ['an unfinished key', 'id\nnamespace: b\n'],
  ])('%s', (_name, source) => {
    expect(errors(source).length).toBeGreaterThan(0);
  });
});

describe('the flow', () => {
  test.each<[string, string, string[]]>([
    [
      'without anything',
      'description: x\n',
      [
        '1:1 id | Missing required property `id`',
        '1:1 namespace | Missing required property `namespace`',
        '1:1 tasks | Missing required property `tasks`',
      ],
    ],
    ['an id without value', `id:\nnamespace: b\n${tasks}`, ['1:1 id | Missing required property `id`']],
    [
      'an id with a space',
      `id: a b\nnamespace: b\n${tasks}`,
      ['1:5 id | Invalid value `a b`, it must match "^[a-zA-Z0-9][a-zA-Z0-9._-]*"'],
    ],
    [
      'a namespace in capitals',
      `id: a\nnamespace: B\n${tasks}`,
      ['2:12 namespace | Invalid value `B`, it must match "^[a-z0-9][a-z0-9._-]*"'],
    ],
    [
      'a long id',
      `id: ${'a'.repeat(101)}\nnamespace: b\n${tasks}`,
      ['1:5 id | must be at most 100 characters long'],
    ],
    ['a list as id', `id: [a]\nnamespace: b\n${tasks}`, ['1:5 id | Expected a text, found a list']],
    ['no tasks', `${head}tasks: []\n`, ['3:8 tasks | must not be empty']],
    ['a map of tasks', `${head}tasks: {a: 1}\n`, ['3:8 tasks | Expected a list, found a map']],
    ['an unknown property', flow('task: []'), ['6:1 task | Unknown property `task`. Did you mean `tasks`?']],
    ['a far property', flow('something: 1'), ['6:1 something | Unknown property `something`']],
    ['a strange property', flow('"a b": 1'), ['6:1 ["a b"] | Unknown property `a b`']],
    [
      'disabled as text',
      flow('disabled: maybe'),
      ['6:11 disabled | Expected `true` or `false`, found `maybe`'],
    ],
    ['a list of variables', flow('variables: [1]'), ['6:12 variables | Expected a map, found a list']],
    ['labels as text', flow('labels: x'), ['6:9 labels | Expected a map or a list, found `x`']],
    ['an empty label', flow('labels: {a: }'), ['6:10 labels.a | Missing required property `a`']],
    [
      'a label without value',
      flow('labels: [{key: a}]'),
      ['6:10 labels[0].value | Missing required property `value`'],
    ],
    [
      'system labels',
      flow('labels:\n  system.label: system_key\n  system.id: id'),
      [
        '7:3 labels["system.label"] | System labels can only be set by Kestra itself, offending label: system.label=system_key',
        '8:3 labels["system.id"] | System labels can only be set by Kestra itself, offending label: system.id=id',
      ],
    ],
    [
      'a system label in a list',
      flow('labels:\n- key: system.id\n  value: x'),
      ['7:8 labels[0].key | System labels can only be set by Kestra itself, offending label: system.id=x'],
    ],
  ])('%s', (_name, source, expected) => {
    expect(errors(source)).toEqual(expected);
  });
});

describe('tasks', () => {
  test.each<[string, string, string[]]>([
    [
      'an unknown type',
      `${head}tasks:\n- id: t\n  type: test.core.Sai\n`,
      ['5:9 tasks[0].type | Invalid type: test.core.Sai. Did you mean `test.core.Say`?'],
    ],
    ['no type', `${head}tasks:\n- id: t\n`, ['4:3 tasks[0].type | Missing required property `type`']],
    [
      'a number as type',
      `${head}tasks:\n- id: t\n  type: 3\n`,
      ['5:9 tasks[0].type | Invalid type: `3`. Known types: test.core.Rest, test.core.Say, test.old.Say'],
    ],
    ['an empty entry', `${head}tasks:\n- \n`, ['4:3 tasks[0] | An entry of the list is empty']],
    ['a text', `${head}tasks:\n- x\n`, ['4:3 tasks[0] | Expected a map, found `x`']],
    [
      'an id with a dot',
      `${head}tasks:\n- id: a.b\n  type: test.core.Rest\n`,
      ['4:7 tasks[0].id | Invalid value `a.b`, it must match "^[a-zA-Z0-9][a-zA-Z0-9_-]*"'],
    ],
    [
      'an unknown property',
      task('mesage: x'),
      ['7:3 tasks[0].mesage | Unknown property `mesage`. Did you mean `message`?'],
    ],
    [
      'a missing property',
      `${head}tasks:\n- id: t\n  type: test.core.Say\n`,
      ['4:3 tasks[0].message | Missing required property `message`'],
    ],
    [
      'a map where text or a list fits',
      `${head}tasks:\n- id: t\n  type: test.core.Say\n  message: {a: 1}\n`,
      ['6:12 tasks[0].message | Expected a text or a list, found a map'],
    ],
    [
      'a list with a map in it',
      `${head}tasks:\n- id: t\n  type: test.core.Say\n  message: [a, {a: 1}]\n`,
      ['6:16 tasks[0].message[1] | Expected a text, found a map'],
    ],
    [
      'a word that is not in the list',
      task('level: WARM'),
      ['7:10 tasks[0].level | Invalid value `WARM`, expected one of INFO, WARN. Did you mean `WARN`?'],
    ],
    [
      'a timeout in words',
      task('timeout: 5 minutes'),
      [
        '7:12 tasks[0].timeout | Invalid duration `5 minutes`, expected ISO 8601 such as `PT30S` or `PT1H30M`',
      ],
    ],
    [
      'a timeout of nothing',
      task('timeout: PT0S'),
      ['7:12 tasks[0].timeout | Invalid duration `PT0S`, it must be more than zero'],
    ],
    [
      'a timeout of ages',
      task('timeout: P40000D'),
      ['7:12 tasks[0].timeout | Invalid duration `P40000D`, it must be at most 100 years'],
    ],
    [
      'a worker group',
      task('workerGroup: {key: gpu}'),
      ['7:16 tasks[0].workerGroup | Worker Group is an Enterprise Edition functionality'],
    ],
    [
      'two of one id',
      `${head}${tasks}- id: t\n  type: test.core.Rest\n`,
      ['6:7 tasks[1].id | Duplicate task id with name [t]'],
    ],
  ])('%s', (_name, source, expected) => {
    expect(errors(source)).toEqual(expected);
  });
});

describe('retry', () => {
  test.each<[string, string, string[]]>([
    ['no type', 'retry: {interval: PT1S}', ['7:10 tasks[0].retry.type | Missing required property `type`']],
    [
      'no interval',
      'retry: {type: constant}',
      ['7:10 tasks[0].retry.interval | Missing required property `interval`'],
    ],
    [
      'too little for exponential',
      'retry: {type: exponential, interval: PT1S}',
      ['7:10 tasks[0].retry.maxInterval | Missing required property `maxInterval`'],
    ],
    [
      'an interval as long as the longest',
      'retry: {type: exponential, interval: PT1S, maxInterval: PT1S}',
      ['7:40 tasks[0].retry.interval | `interval` must be less than `maxInterval`'],
    ],
    [
      'a factor of nothing',
      'retry: {type: exponential, interval: PT1S, maxInterval: PT2S, delayFactor: 0}',
      ['7:78 tasks[0].retry.delayFactor | must be more than 0'],
    ],
    [
      'a factor in words',
      'retry: {type: exponential, interval: PT1S, maxInterval: PT2S, delayFactor: two}',
      ['7:78 tasks[0].retry.delayFactor | Expected a number, found `two`'],
    ],
    [
      'random bounds that cross',
      'retry: {type: random, minInterval: PT2S, maxInterval: PT1S}',
      ['7:38 tasks[0].retry.minInterval | `minInterval` must be less than `maxInterval`'],
    ],
    [
      'a random wait longer than everything',
      'retry: {type: random, minInterval: PT1S, maxInterval: PT2S, maxDuration: PT2S}',
      ['7:57 tasks[0].retry.maxInterval | `maxInterval` must be less than `maxDuration`'],
    ],
    [
      'an unknown type',
      'retry: {type: constan}',
      ['7:17 tasks[0].retry.type | Invalid type: constan. Did you mean `constant`?'],
    ],
    [
      'an unknown behavior',
      'retry: {type: constant, interval: PT1S, behavior: CREATE_EXECUTION}',
      [
        '7:53 tasks[0].retry.behavior | Invalid value `CREATE_EXECUTION`, expected one of RETRY_FAILED_TASK, CREATE_NEW_EXECUTION. Did you mean `CREATE_NEW_EXECUTION`?',
      ],
    ],
    [
      'an interval as long as everything',
      'retry: {type: constant, interval: PT1M, maxDuration: PT60S}',
      ['7:37 tasks[0].retry.interval | `interval` must be less than `maxDuration`'],
    ],
    [
      'no attempt',
      'retry: {type: constant, interval: PT1S, maxAttempt: 0}',
      ['7:55 tasks[0].retry.maxAttempt | must be at least 1'],
    ],
    [
      'half an attempt',
      'retry: {type: constant, interval: PT1S, maxAttempt: 1.5}',
      ['7:55 tasks[0].retry.maxAttempt | Expected a whole number, found `1.5`'],
    ],
    [
      'both spellings',
      'retry: {type: constant, interval: PT1S, maxAttempt: 1, maxAttempts: 2}',
      ['7:71 tasks[0].retry.maxAttempts | `maxAttempt` and `maxAttempts` mean the same, write one of them'],
    ],
    [
      'an unknown property',
      'retry: {type: constant, interval: PT1S, intervall: PT1S}',
      ['7:43 tasks[0].retry.intervall | Unknown property `intervall`. Did you mean `interval`?'],
    ],
    [
      'a negative interval',
      'retry: {type: constant, interval: -PT1S}',
      ['7:37 tasks[0].retry.interval | Invalid duration `-PT1S`, it must be more than zero'],
    ],
  ])('%s', (_name, properties, expected) => {
    expect(errors(task(properties))).toEqual(expected);
  });

  test('of the flow', () => {
    expect(errors(flow('retry: {type: random}'))).toEqual([
      '6:8 retry.minInterval | Missing required property `minInterval`',
      '6:8 retry.maxInterval | Missing required property `maxInterval`',
    ]);
  });
});

describe('inputs', () => {
  test.each<[string, string, string[]]>([
    [
      'an unknown type',
      '{id: a, type: STRNG}',
      ['6:24 inputs[0].type | Invalid type: STRNG. Did you mean `STRING`?'],
    ],
    [
      'a file with defaults',
      '{id: a, type: FILE, defaults: x}',
      ["6:40 inputs[0].defaults | no `defaults` can be set for inputs of type 'FILE'"],
    ],
    ['no id', '{type: INT}', ['6:10 inputs[0].id | Missing required property `id`']],
    [
      'a bad pattern',
      '{id: a, type: STRING, validator: "["}',
      ['6:43 inputs[0].validator | invalid pattern [[]: error parsing regexp: missing closing ]: `[`'],
    ],
    [
      'a validator of a number',
      '{id: a, type: INT, validator: a}',
      ['6:29 inputs[0].validator | Unknown property `validator`'],
    ],
    [
      'a default of another type',
      '{id: a, type: INT, defaults: x}',
      ['6:39 inputs[0].defaults | Expected a whole number, found `x`'],
    ],
    [
      'bounds that cross',
      '{id: a, type: INT, min: 3, max: 2}',
      ['6:34 inputs[0].min | `min` must not be more than `max`'],
    ],
    [
      'a bound beyond 32 bits',
      '{id: a, type: INT, max: 3000000000}',
      ['6:34 inputs[0].max | must be at most 2147483647'],
    ],
    [
      'a dot at the end',
      '{id: a., type: INT}',
      ['6:15 inputs[0].id | must have a name before and after each dot'],
    ],
    [
      '__proto__ inside',
      '{id: a.__proto__.b, type: INT}',
      ['6:15 inputs[0].id | must have a name before and after each dot'],
    ],
    [
      'two of one id',
      '{id: a, type: INT}, {id: a, type: INT}',
      ['6:35 inputs[1].id | Duplicate input with name [a]'],
    ],
    [
      'one inside the other',
      '{id: a.b, type: INT}, {id: a, type: INT}',
      ['6:15 inputs[0].id | Input `a.b` would be a part of the value of input `a`'],
    ],
    [
      'a long name',
      `{id: a, type: INT, displayName: ${'x'.repeat(65)}}`,
      ['6:42 inputs[0].displayName | must be at most 64 characters long'],
    ],
  ])('%s', (_name, inputs, expected) => {
    expect(errors(flow(`inputs: [${inputs}]`))).toEqual(expected);
  });
});

describe('triggers', () => {
  const webhook = 'type: io.kestra.plugin.core.trigger.Webhook';

  test.each<[string, string, string[]]>([
    [
      'an unknown type',
      '{id: w, type: Webhok, key: k}',
      ['6:26 triggers[0].type | Invalid type: Webhok. Did you mean `io.kestra.plugin.core.trigger.Webhook`?'],
    ],
    ['no key', `{id: w, ${webhook}}`, ['6:12 triggers[0].key | Missing required property `key`']],
    ['an empty key', `{id: w, ${webhook}, key: " "}`, ['6:70 triggers[0].key | must not be empty']],
    [
      'a long key, not repeated',
      `{id: w, ${webhook}, key: ${'x'.repeat(257)}}`,
      ['6:70 triggers[0].key | must be at most 256 characters long'],
    ],
    [
      'two of one id',
      `{id: w, ${webhook}, key: k}, {id: w, ${webhook}, key: l}`,
      ['6:79 triggers[1].id | Duplicate trigger id with name [w]'],
    ],
    [
      'an unknown property',
      `{id: w, ${webhook}, key: k, keys: l}`,
      ['6:73 triggers[0].keys | Unknown property `keys`. Did you mean `key`?'],
    ],
  ])('%s', (_name, triggers, expected) => {
    expect(errors(flow(`triggers: [${triggers}]`))).toEqual(expected);
  });
});

test('everything wrong is told at once, in the order of the document', () => {
  const source = `id: a b
labels: {system.id: x}
inputs:
- {id: x, type: INT, min: 2, max: 1}
tasks:
- {id: t, type: test.core.Rest, timeout: 1}
- {id: t, type: test.core.Nap}
triggers:
- {id: w}
extra: 1
`;
  expect(errors(source).map((error) => error.split(' | ')[0])).toEqual([
    '1:1 namespace',
    '1:5 id',
    '2:10 labels["system.id"]',
    '4:27 inputs[0].min',
    '6:42 tasks[0].timeout',
    '7:8 tasks[1].id',
    '7:17 tasks[1].type',
    '9:3 triggers[0].type',
    '10:1 extra',
  ]);
});

test('issues inside an alias point at where they are written, missing properties at the alias', () => {
  const source = `${head}variables:\n  r: &r {type: constant, wait: 1}\ntasks:\n- {id: t, type: test.core.Rest, retry: *r}\n`;
  expect(errors(source)).toEqual([
    '4:26 tasks[0].retry.wait | Unknown property `wait`',
    '6:40 tasks[0].retry.interval | Missing required property `interval`',
  ]);
});

test('a bad flow still tells which flow was meant, if that can be read', () => {
  const identityOf = (source: string): unknown => {
    const result = parseFlow(source, fixtureCatalogue);
    return result.ok ? undefined : result.identity;
  };
  expect(identityOf(`${head}tasks: []\n`)).toEqual({ namespace: 'b', id: 'a' });
  expect(identityOf('id: a\nnamespace: B\n')).toBeUndefined();
  expect(identityOf('id: a\n')).toBeUndefined();
  expect(identityOf('[]')).toBeUndefined();
  expect(identityOf('id: "')).toBeUndefined();
});

test.each<[string, string, string]>([
  ['the flow', flow('x: 1'), 'flow'],
  ['a task', task('x: 1'), 'test.core.Say'],
  ['a retry', task('retry: {type: constant, interval: PT1S, x: 1}'), 'retry'],
  ['an input', flow('inputs: [{id: a, type: INT, x: 1}]'), 'inputs'],
  [
    'a trigger by an older spelling',
    flow('triggers: [{id: a, type: io.kestra.core.models.triggers.types.Webhook, key: k, x: 1}]'),
    'io.kestra.plugin.core.trigger.Webhook',
  ],
])('an unknown property of %s says where it was written', (_what, source, owner) => {
  const { issues } = parseFlow(source, fixtureCatalogue);
  expect(issues.flatMap(({ unknownProperty }) => unknownProperty ?? [])).toEqual([{ name: 'x', owner }]);
});
