import { fuzz } from '@headrace/testkit/fuzz';
import { readJson, writeJson } from '@headrace/json';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixtureCatalogue } from './catalogue.fixture';
import { parseFlow } from './parse';
import { maskWebhookKeys } from './webhook-key';

/** Each of these took seconds, or the process, at some point while the limits were made. */
describe('documents made to do harm', () => {
  const many = (text: string): string => text.repeat(Math.floor(200_000 / text.length));
  const head = 'id: a\nnamespace: b\n';
  const laughs = Array.from(
    { length: 30 },
    (_, index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`)}]`,
  );

  test.each<[string, string, string]>([
    ['10 MB', 'a'.repeat(10_000_000), 'The flow is too large: at most 1 MiB (1,048,576 bytes) of YAML'],
    [
      'over 1 MiB in bytes only',
      'é'.repeat(600_000),
      'The flow is too large: at most 1 MiB (1,048,576 bytes) of YAML',
    ],
    ['a million laughs', `a0: &a0 [x]\n${laughs.join('\n')}\n`, 'Aliases stand for too many values'],
    ['deep lists', many('['), 'The YAML is nested too deeply'],
    ['deep maps', many('{a: '), 'The YAML is nested too deeply'],
    ['deep dashes', many('- '), 'The YAML is nested too deeply'],
    [
      'deep, but not too deep for the reader',
      `a: ${'['.repeat(300)}${']'.repeat(300)}\n`,
      'The YAML is nested too deeply',
    ],
    [
      'a million numbers',
      `${head}tasks:\n- {id: t, type: test.core.Rest}\nvariables: {a: [${'1,'.repeat(500_000)}1]}\n`,
      'The flow holds too many values',
    ],
    [
      'thousands of unknown types',
      `${head}tasks:\n${Array.from({ length: 9_000 }, (_, index) => `- {id: t${index}, type: test.core.Rest${index}}`).join('\n')}\n`,
      'Invalid type: test.core.Rest0. Did you mean `test.core.Rest`?',
    ],
    [
      'inputs that depend on thousands that are not there',
      `${head}tasks:\n- {id: t, type: test.core.Rest}\ninputs:\n${Array.from({ length: 4500 }, (_, index) => `- {id: a${index}, type: INT, dependsOn: {inputs: [b${index}]}}`).join('\n')}\n`,
      "Input with id 'a0' depends on a non-existent input 'b0'. Did you mean `a0`?",
    ],
    [
      'defaults that multiply',
      `${head}tasks:\n${Array.from({ length: 5000 }, (_, index) => `- {id: t${index}, type: test.core.Rest}`).join('\n')}\npluginDefaults:\n${Array.from({ length: 5000 }, (_, index) => `- {type: test, values: {m${index}: 1}}`).join('\n')}\n`,
      'Plugin defaults stand for too many values',
    ],
    ['closing brackets', many(']'), 'Unexpected flow-seq-end token in YAML document'],
    ['lists in a row', many('[]'), 'Unexpected flow-seq-start at node end'],
    ['documents', many('---\n'), 'A flow is one YAML document, found a second one'],
    [
      'patterns',
      `${head}inputs:\n${Array.from({ length: 3000 }, (_, index) => `- {id: a${index}, type: STRING, validator: '((a{9}){9}){9}'}`).join('\n')}\n`,
      'The validators of this flow are too large, all together',
    ],
  ])('%s', (_name, source, message) => {
    const result = parseFlow(source, fixtureCatalogue);
    expect(result.ok).toBe(false);
    expect(result.issues.map((issue) => issue.message)).toContain(message);
    // Reading stops at 100 problems; if it does not, the reader no longer reports to us (see `composer.ts`)
    expect(result.issues.length).toBeLessThanOrEqual(101);
    expect(maskWebhookKeys(`${source}\n# Webhook`)).toContain('Webhook');
  });

  test('more problems than anyone reads are counted', () => {
    const unknown = Array.from({ length: 5000 }, (_, index) => `x${index}: 1`).join('\n');
    const { issues } = parseFlow(`${unknown}\n`, fixtureCatalogue);
    expect(issues).toHaveLength(101);
    expect(issues.at(-1)?.message).toBe('There are 4903 more problems');
  });

  test('keys that objects have by nature are ordinary keys', () => {
    const { issues } = parseFlow('constructor: 1\ntoString: 2\nhasOwnProperty: 3\n', fixtureCatalogue);
    expect(issues.filter((issue) => issue.message.startsWith('Unknown property'))).toHaveLength(3);
  });
});

const good = `id: hello
namespace: company.team
labels: {team: data}
inputs:
  - id: name
    type: STRING
    defaults: "x"
tasks:
  - id: say
    type: test.core.Say
    message: |
      Hello {{ inputs.name }}
    retry: {type: constant, interval: PT1S}
triggers:
  - id: hook
    type: io.kestra.plugin.core.trigger.Webhook
    key: s3cret
`;

describe('no text makes it throw', () => {
  const answers = (source: string): void => {
    const result = parseFlow(source, fixtureCatalogue);
    const lines = source.split('\n').length;
    for (const issue of result.issues) {
      expect(issue.line).toBeGreaterThanOrEqual(1);
      expect(issue.line).toBeLessThanOrEqual(lines);
      expect(issue.column).toBeGreaterThanOrEqual(1);
      expect(issue.message).not.toBe('');
    }
    if (!result.ok) expect(result.issues.some((issue) => issue.severity === 'error')).toBe(true);
    else expect(readJson(writeJson(result.flow))).toMatchObject({ ok: true, value: { id: result.flow.id } });
    maskWebhookKeys(source);
  };

  test('random text', () =>
    fuzz(
      import.meta.dirname,
      'random text',
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), answers),
      { runs: 300 },
    ));

  test('text made of the marks of YAML', () => {
    const mark = fc.constantFrom(
      'a',
      ' ',
      '\n',
      ': ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '&a ',
      '*a',
      '!',
      '|',
      '>',
      '"',
      "'",
      '#',
      '?',
      '%',
      '\t',
      ',',
      '---\n',
      '<<',
      '0',
      '\\',
    );
    return fuzz(
      import.meta.dirname,
      'marks of YAML',
      fc.property(
        fc.array(mark, { maxLength: 60 }).map((marks) => marks.join('')),
        answers,
      ),
      { runs: 500 },
    );
  });

  test('a good flow with pieces cut out, put in and moved', () => {
    const place = fc.nat({ max: good.length });
    const change = fc.record({
      from: place,
      length: fc.nat({ max: 12 }),
      insert: fc.constantFrom('', ' ', '\n', ':', '- ', '[', '{', '"', '\t', '&a ', '*a', 'null', '1', 'x: '),
    });
    return fuzz(
      import.meta.dirname,
      'changed flow',
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        answers(
          changes.reduce(
            (source, { from, length, insert }) =>
              source.slice(0, from) + insert + source.slice(from + length),
            good,
          ),
        );
      }),
      { runs: 500 },
    );
  });

  test('a good flow with a value of another kind anywhere', () => {
    const base = {
      id: 'a',
      namespace: 'b',
      labels: { a: 'b' },
      inputs: [{ id: 'i', type: 'INT', min: 1 }],
      variables: {},
      tasks: [
        { id: 't', type: 'test.core.Say', message: 'm', retry: { type: 'constant', interval: 'PT1S' } },
      ],
      triggers: [{ id: 'w', type: 'io.kestra.plugin.core.trigger.Webhook', key: 'k' }],
    };
    const paths = [
      'id',
      'namespace',
      'labels',
      'inputs',
      'variables',
      'tasks',
      'triggers',
      'labels.a',
      'inputs.0',
      'inputs.0.type',
      'inputs.0.min',
      'tasks.0',
      'tasks.0.type',
      'tasks.0.message',
      'tasks.0.retry',
      'tasks.0.retry.type',
      'tasks.0.retry.interval',
      'triggers.0',
      'triggers.0.type',
      'triggers.0.key',
    ];
    return fuzz(
      import.meta.dirname,
      'values of another kind',
      fc.property(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 2 }), (path, value) => {
        const changed: unknown = structuredClone(base);
        const parts = path.split('.');
        const last = parts.pop() ?? '';
        const target = parts.reduce((inner, part) => (inner as Record<string, unknown>)[part], changed);
        (target as Record<string, unknown>)[last] = value;
        answers(JSON.stringify(changed));
      }),
      { runs: 300 },
    );
  });
});
