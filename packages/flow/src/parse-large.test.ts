import { describe, expect, test } from 'vitest';
import { fixtureCatalogue } from './catalogue.fixture';
import { parseFlow } from './parse';
import { referenceWarnings } from './references/warnings';
import { maskWebhookKeys } from './webhook-key';

/** What they take is measured by `npm run parse -w bench`; here it only matters what the answer is. */
const SIZE = 1024 * 1024;
const head = 'id: a\nnamespace: b\n';
const one = `${head}tasks:\n- {id: t, type: test.core.Rest}\n`;

/** As many of the pieces, between head and tail, as a document may hold. */
function filled(before: string, piece: (index: number) => string, after = '', size = SIZE): string {
  const parts = [before];
  let length = before.length + after.length;
  for (let index = 0; ; index += 1) {
    const next = piece(index);
    length += next.length;
    if (length > size) return parts.join('') + after;
    parts.push(next);
  }
}

const row = (index: number) => ({ id: index, name: `row ${index}`, price: index + 0.5, isNew: true });
const rows = (count: number) => Array.from({ length: count }, (_, index) => row(index));

describe('a document that is large for a reason is read', () => {
  const inScript = '    echo "Hello, $NAME" | sort -u # and so on\n';
  test.each<
    [string, string, (flow: Extract<ReturnType<typeof parseFlow>, { ok: true }>['flow']) => unknown, unknown]
  >([
    [
      '5,000 tasks',
      `${head}tasks:\n${Array.from({ length: 5000 }, (_, index) => `- id: t${index}\n  type: test.core.Say\n  message: Hello {{ inputs.a }}\n  retry:\n    type: constant\n    interval: PT1S\n`).join('')}`,
      ({ tasks }) => [tasks.length, tasks.at(-1)?.id, tasks.at(-1)?.retry?.type],
      [5000, 't4999', 'constant'],
    ],
    [
      'tasks up to the limit',
      `${head}tasks:\n${Array.from({ length: 10_000 }, (_, index) => `- id: t${index}\n  type: test.core.Say\n  message: Hello {{ inputs.a }}, how are you?\n`).join('')}`,
      ({ tasks }) => tasks.length,
      10_000,
    ],
    [
      'a script',
      filled(`${head}tasks:\n- id: t\n  type: test.core.Say\n  message: |\n`, () => inScript),
      ({ tasks }) =>
        String(tasks[0]?.properties.message).startsWith(`${inScript.trim()}\n${inScript.trim()}\n`),
      true,
    ],
    [
      'a script of short lines',
      filled(`${head}tasks:\n- id: t\n  type: test.core.Say\n  message: |\n`, () => '    x\n'),
      ({ tasks }) => String(tasks[0]?.properties.message).length > 300_000,
      true,
    ],
    [
      'JSON in one line',
      filled(
        `${one}variables:\n  a: [`,
        (index) => `${JSON.stringify(row(index)).replaceAll(/([:,])/g, '$1 ')}, `,
        '{}]\n',
        800_000,
      ),
      ({ variables }) => (variables.a as unknown[])[10_000],
      row(10_000),
    ],
    [
      'JSON without spaces',
      `${one}variables: {a: ${JSON.stringify(rows(17_000))}}\n`,
      ({ variables }) => variables.a,
      rows(17_000),
    ],
    [
      'JSON over many lines',
      `${one}variables:\n  a:\n    ${JSON.stringify(rows(8000), null, 2).replaceAll('\n', '\n    ')}\n`,
      ({ variables }) => variables.a,
      rows(8000),
    ],
    [
      'rows of YAML',
      filled(
        `${one}variables:\n  a:\n`,
        (index) =>
          `    - id: ${index}\n      name: row ${index}\n      price: ${index}.5\n      isNew: true\n`,
        '',
        800_000,
      ),
      ({ variables }) => (variables.a as unknown[])[10_000],
      row(10_000),
    ],
    ['comments', filled(one, () => '# a comment that says something\n'), ({ tasks }) => tasks.length, 1],
    [
      'a text in quotes',
      filled(`${one}variables:\n  a: "`, () => 'Some words,\\n ', '"\n'),
      ({ variables }) => String(variables.a).slice(0, 25),
      'Some words,\n Some words,\n',
    ],
    [
      'a thousand inputs with defaults',
      `${one}inputs:\n${Array.from({ length: 1000 }, (_, index) => `- {id: a${index}, type: INT, defaults: ${index}}`).join('\n')}\n`,
      ({ inputs }) => [inputs.length, inputs.at(-1)?.defaults],
      [1000, 999],
    ],
  ])('%s', (_name, source, answer, expected) => {
    const parsed = parseFlow(source, fixtureCatalogue);
    expect(parsed.issues).toEqual([]);
    expect(parsed.ok && answer(parsed.flow)).toEqual(expected);
  });
});

describe('a document that is large to do harm is refused with a place and a sentence', () => {
  const dense = 'The flow holds too many values';
  const entries = 'The flow has more than 10,000 tasks, inputs and other entries';
  test.each<[string, string, string]>([
    ['short items', filled(`${one}variables:\n  a:\n`, () => '  - a\n'), dense],
    ['short pairs', filled(`${one}variables:\n`, (index) => ` a${index}: 1\n`), dense],
    ['the same key', filled('', () => 'a: b\n'), dense],
    ['numbers in brackets', filled(`${one}variables: {a: [`, () => '1,', '1]}\n'), dense],
    ['empty lists', filled(`${one}variables: {a: [`, () => '[],', '1]}\n'), dense],
    [
      'lists in lists',
      filled(`${one}variables: {a: [`, () => `${'['.repeat(190)}${']'.repeat(190)},`, '1]}\n'),
      dense,
    ],
    ['tasks that are empty', filled(`${head}tasks:\n`, () => '- {}\n', '', 200_000), entries],
    ['tasks that are nothing', filled(`${head}tasks:\n`, () => '-\n', '', 150_000), entries],
    [
      'lists of tasks, all together',
      `${head}tasks:\n${Array.from({ length: 3000 }, (_, index) => `- {id: s${index}, type: test.core.Rest, tasks: [{}, {}, {}, {}, {}, {}, {}]}`).join('\n')}\n`,
      entries,
    ],
    ['inputs', filled(`${one}inputs:\n`, () => '- {id: a, type: INT}\n', '', 340_000), entries],
    [
      'aliases',
      filled(`${one}variables:\n  a: &a b\n  c:\n`, () => '  - *a\n', '', 400_000),
      'The flow holds too many aliases',
    ],
    [
      'aliases as keys',
      filled(`${one}variables:\n  a: &a {b: c}\n  c:\n`, () => '  - <<: *a\n', '', 400_000),
      'The flow holds too many aliases',
    ],
  ])('%s', (_name, source, message) => {
    const { ok, issues } = parseFlow(source, fixtureCatalogue);
    expect(ok).toBe(false);
    expect(issues).toMatchObject([{ severity: 'error', message, line: expect.any(Number) }]);
    expect(issues[0]?.line).toBeGreaterThan(source.split('\n').length / 50);
  });

  test('of very many problems the first are told and the rest counted', () => {
    const unknown = Array.from({ length: 30_000 }, (_, index) => `  x${index}: 1`).join('\n');
    const source = `${head}tasks:\n- id: t\n  type: test.core.Rest\n${unknown}\n`;
    const { issues } = parseFlow(source, fixtureCatalogue);
    expect(issues[0]).toMatchObject({ line: 6, message: 'Unknown property `x0`' });
    expect(issues).toHaveLength(101);
    expect(issues.at(-1)).toMatchObject({ line: 105, path: '', message: 'There are 29900 more problems' });
    expect(issues.at(-1)).not.toHaveProperty('unknownProperty');
  });

  test('thousands of webhook keys are masked, each at its place', () => {
    const trigger =
      (key: string) =>
      (index: number): string =>
        `- {id: w${index}, type: io.kestra.plugin.core.trigger.Webhook, key: ${key}}\n`;
    const source = filled(`${one}triggers:\n`, trigger('s3cret'));
    const masked = maskWebhookKeys(source);
    expect(masked).toBe(source.replaceAll('s3cret', '"******"'));
  });
});

test('expressions beyond half a million characters are not looked at, and it is said where', () => {
  const long = `{{ inputs.x }}${' '.repeat(200_000)}`;
  const tasks = ['t0', 't1', 't2', 't3'].map(
    (id) => `- {id: ${id}, type: test.core.Say, message: "${long}"}\n`,
  );
  const parsed = parseFlow(`${head}tasks:\n${tasks.join('')}`, fixtureCatalogue);
  if (!parsed.ok) throw new Error('the flow is good');
  const warnings = referenceWarnings(parsed.flow, parsed.document, () => [{ root: 'inputs', path: ['x'] }]);
  expect(warnings.map(({ line, message }) => `${line} ${message}`)).toEqual([
    '4 There is no input `x`',
    '5 There is no input `x`',
    '6 From here on, expressions are not looked at: they are too long, all together',
  ]);
});
