import { checkTemplate, references } from '@headrace/expression';
import { maskWebhookKeys, parseFlow, referenceWarnings, unsupported } from '@headrace/flow';
import { runnableTaskTypes, taskCatalogue } from '@headrace/tasks';

/**
 * How long the largest documents take, honest and hostile: all that a flow goes through when it is saved from the editor, and what
 * showing it costs. Each must stay under a second. Run as a bundle, as the product is: `npm run parse -w bench`.
 */
const ROUNDS = Number(process.argv[2] ?? 3);
const WANTED = process.argv[3];
const SIZE = 1024 * 1024;
const HEAD = 'id: a\nnamespace: b\n';
const LOG = 'io.kestra.plugin.core.log.Log';
const ONE_TASK = `${HEAD}tasks:\n- {id: t, type: ${LOG}, message: m}\n`;

/** A document of about that size. */
type Make = (size: number) => string;

/** As many of the pieces, between head and tail, as there is room for. */
function filled(head: string, piece: (index: number) => string, tail = ''): Make {
  return (size) => {
    const parts = [head];
    let length = head.length + tail.length;
    for (let index = 0; ; index += 1) {
      const next = piece(index);
      length += next.length;
      if (length > size) return parts.join('') + tail;
      parts.push(next);
    }
  };
}

function many(head: string, piece: string, tail = ''): Make {
  return filled(head, () => piece, tail);
}

function times(count: number, piece: (index: number) => string, separator = '\n'): string {
  return Array.from({ length: count }, (_, index) => piece(index)).join(separator);
}

const log = (index: number, more = ''): string =>
  `- id: t${index}\n  type: ${LOG}\n  message: Hello {{ inputs.a }}\n${more}`;

const HONEST: Record<string, Make> = {
  '5,000 tasks': () =>
    `${HEAD}inputs:\n- {id: a, type: STRING}\ntasks:\n${times(5000, (index) => log(index), '')}`,
  'tasks up to the limit': filled(`${HEAD}tasks:\n`, (index) => log(index)),
  'tasks with much in them': filled(`${HEAD}tasks:\n`, (index) =>
    log(
      index,
      `  description: "The ${index}th"\n  retry:\n    type: constant\n    interval: PT1S\n    maxAttempts: 3\n  timeout: PT5M\n  runIf: "{{ inputs.a == ${index} }}"\n`,
    ),
  ),
  'script in a block': many(
    `${HEAD}tasks:\n- id: t\n  type: ${LOG}\n  message: |\n`,
    '    echo "Hello, $NAME" | sort -u # and so on\n',
  ),
  'script of short lines': many(`${HEAD}tasks:\n- id: t\n  type: ${LOG}\n  message: |\n`, '    x\n'),
  'folded text': many(
    `${HEAD}tasks:\n- id: t\n  type: ${LOG}\n  message: >\n`,
    '    Some words that are one line.\n\n',
  ),
  'quoted text': many(`${ONE_TASK}variables:\n  a: "`, 'Some words,\\n ', '"\n'),
  'plain text': many(`${ONE_TASK}variables:\n  a: `, 'Some words\n    '),
  'JSON rows in one line': filled(
    `${ONE_TASK}variables:\n  a: [`,
    (index) => `{"id": ${index}, "name": "row ${index}", "price": ${index}.5, "isNew": true}, `,
    '{}]\n',
  ),
  'JSON rows printed': () =>
    `${ONE_TASK}variables:\n  a:\n    ${JSON.stringify(
      Array.from({ length: 8000 }, (_, index) => ({
        id: index,
        name: `row ${index}`,
        price: index + 0.5,
        isNew: true,
      })),
      null,
      2,
    ).replaceAll('\n', '\n    ')}\n`,
  'JSON rows packed': () =>
    `${ONE_TASK}variables: {a: ${JSON.stringify(
      Array.from({ length: 16_000 }, (_, index) => ({
        id: index,
        name: `row ${index}`,
        price: index + 0.5,
        isNew: true,
      })),
    )}}\n`,
  'YAML rows': filled(
    `${ONE_TASK}variables:\n  a:\n`,
    (index) => `    - id: ${index}\n      name: row ${index}\n      price: ${index}.5\n      isNew: true\n`,
  ),
  comments: many(`${ONE_TASK}`, '# a comment\n'),
  'empty lines': many(`${ONE_TASK}`, '\n'),
};

const HOSTILE: Record<string, Make> = {
  'list items': many(`${ONE_TASK}variables:\n  a:\n`, '  - a\n'),
  'list items without indent': many('', '- a\n'),
  'empty list items': many(`${ONE_TASK}variables:\n  a:\n`, '  -\n'),
  'empty list items at the root': many('', '-\n'),
  pairs: filled(`${ONE_TASK}variables:\n`, (index) => `  a${index}: b\n`),
  'short pairs': filled(`${ONE_TASK}variables:\n`, (index) => ` ${index.toString(36)}: 1\n`),
  'empty pairs': filled(`${ONE_TASK}variables:\n`, (index) => ` ${index.toString(36)}:\n`),
  'pairs at the root': filled('', (index) => `${index.toString(36)}: 1\n`),
  'duplicate keys': many('', 'a: b\n'),
  'duplicate keys without value': many('', 'a:\n'),
  'complex keys': many('', '? a\n: b\n'),
  'numbers in brackets': many(`${ONE_TASK}variables: {a: [`, '1,', '1]}\n'),
  'numbers in brackets, limit': many(`${ONE_TASK}variables: {a: [`, '1000,', '1]}\n'),
  'empty lists': many(`${ONE_TASK}variables: {a: [`, '[],', '1]}\n'),
  'nested empty maps': many(`${ONE_TASK}variables: {a: [`, '{a: {b: []}},', '1]}\n'),
  'pairs in braces': filled(`${ONE_TASK}variables: {`, (index) => `${index.toString(36)}: 1, `, '}\n'),
  'braces without values': filled(`${ONE_TASK}variables: {`, (index) => `${index.toString(36)},`, '}\n'),
  'single pairs in a list': many(`${ONE_TASK}variables: {a: [`, 'a: b, ', '1]}\n'),
  'open brackets': many('', '['),
  'brackets, 190 deep': many(`${ONE_TASK}variables: {a: [`, `${'['.repeat(190)}${']'.repeat(190)},`, '1]}\n'),
  'braces, 90 deep': many(`${ONE_TASK}variables: {a: [`, `${'{a: '.repeat(90)}1${'}'.repeat(90)},`, '1]}\n'),
  'blocks, 150 deep': filled(
    `${ONE_TASK}variables:\n`,
    (index) => `  a${index}:\n${times(150, (depth) => `${' '.repeat(depth + 3)}a:`)}\n`,
  ),
  'dashes, 150 deep': many(`${ONE_TASK}variables:\n  a:\n`, `  ${'- '.repeat(150)}a\n`),
  'dashes, 3 deep': many(`${ONE_TASK}variables:\n  a:\n`, '  - - - a\n'),
  'open braces': many('', '{a: '),
  'closing brackets': many('', ']'),
  commas: many('[', ','),
  quotes: many('', '"" '),
  'quoted items': many(`${ONE_TASK}variables: {a: [`, '"",', '1]}\n'),
  'quoted items, each on its line': many(`${ONE_TASK}variables:\n  a:\n`, '  - ""\n'),
  'quoted items, unfinished': many(`${ONE_TASK}variables:\n  a:\n`, '  - "\n'),
  'quoted text of lines': many(`${ONE_TASK}variables:\n  a: "`, '\n   a', '"\n'),
  escapes: many(`${ONE_TASK}variables:\n  a: "`, '\\n', '"\n'),
  'single quotes': many(`${ONE_TASK}variables:\n  a: '`, "''", "'\n"),
  tabs: many('', '\t'),
  'tabbed lines': many(`${HEAD}tasks:\n`, '\t- a\n'),
  'tabs behind dashes': many('', '-\ta\n'),
  spaces: many('', ' '),
  'lines of spaces': many(`${ONE_TASK}variables:\n`, '   \n'),
  'carriage returns': many('', '\r'),
  'carriage returns in text': many('a: b', '\r'),
  'comments without text': many('', '#\n'),
  'comments behind values': many(`${ONE_TASK}variables:\n  a:\n`, '  - a #\n'),
  'comments in brackets': many(`${ONE_TASK}variables: {a: [`, '1, #\n ', '1]}\n'),
  anchors: filled(`${ONE_TASK}variables:\n  a:\n`, (index) => `  - &a${index} 1\n`),
  'anchors alone': many('', '&a '),
  tags: many(`${ONE_TASK}variables:\n  a:\n`, '  - !!str a\n'),
  'unknown tags': many(`${ONE_TASK}variables:\n  a:\n`, '  - !a b\n'),
  'tags alone': many('', '! '),
  aliases: many(`${ONE_TASK}variables:\n  a: &a b\n  c:\n`, '  - *a\n'),
  'aliases in brackets': many(`${ONE_TASK}variables:\n  a: &a b\n  c: [`, '*a,', 'b]\n'),
  'unknown aliases': many(`${ONE_TASK}variables:\n  c:\n`, '  - *a\n'),
  'merge keys': many(`${ONE_TASK}variables:\n  a: &a {b: c}\n  c:\n`, '  - <<: *a\n'),
  documents: many('', '---\n'),
  'document ends': many('', '...\n'),
  directives: many('', '%A\n'),
  'YAML directives': many('', '%YAML 1.2\n'),
  'block texts': many(`${ONE_TASK}variables:\n  a:\n`, '  - |\n'),
  'block texts of a letter': many(`${ONE_TASK}variables:\n  a:\n`, '  - |\n   a\n'),
  'plain text of lines': many(`${ONE_TASK}variables:\n  a:\n`, '   a\n'),
  'plain text of empty lines': many(`${ONE_TASK}variables:\n  a: b\n`, '\n', '   c\n'),
  'question marks': many('', '? '),
  colons: many('', ': '),
  'colons in a row': many('', ':'),
  'keys without end': many('', 'a'),
  numbers: many('a: ', '1'),
  'number-like': many(`${ONE_TASK}variables:\n  a:\n`, '  - 0x1\n'),
  dates: many(`${ONE_TASK}variables:\n  a:\n`, '  - 2024-01-01\n'),
  emoji: () => `${ONE_TASK}variables:\n  a: "${'😀'.repeat(260_000)}"\n`,
  'tasks of an unknown type': filled(`${HEAD}tasks:\n`, (index) => `- {id: t${index}, type: x}\n`),
  'tasks of almost known types': filled(
    `${HEAD}tasks:\n`,
    (index) => `- {id: t${index}, type: ${LOG}s${index}}\n`,
  ),
  'tasks that are the same': many(`${HEAD}tasks:\n`, `- {id: t, type: ${LOG}, message: m}\n`),
  'tasks without properties': many(`${HEAD}tasks:\n`, '- {}\n'),
  'tasks that are null': many(`${HEAD}tasks:\n`, '-\n'),
  'tasks with unknown properties': filled(
    `${HEAD}tasks:\n`,
    (index) => `- {id: t${index}, type: ${LOG}, message: m, mesage: n}\n`,
  ),
  'one task with unknown properties': filled(
    `${HEAD}tasks:\n- id: t\n  type: ${LOG}\n  message: m\n`,
    (index) => `  x${index}: n\n`,
  ),
  'tasks with wrong values': many(`${HEAD}tasks:\n`, `- {id: [], type: ${LOG}, retry: 1, timeout: 5}\n`),
  'tasks in tasks': filled(
    `${HEAD}tasks:\n`,
    (index) =>
      `- {id: s${index}, type: io.kestra.plugin.core.flow.Sequential, tasks: [{id: t${index}, type: ${LOG}, message: m}]}\n`,
  ),
  'tasks in tasks, 60 deep': filled(
    `${HEAD}tasks:\n`,
    (index) =>
      `- ${times(60, (depth) => `{id: s${index}-${depth}, type: io.kestra.plugin.core.flow.Sequential, tasks: [`, '')}{id: t${index}, type: ${LOG}, message: m}${']}'.repeat(60)}\n`,
  ),
  'wrong tasks in tasks, 60 deep': filled(
    `${HEAD}tasks:\n`,
    (index) =>
      `- ${times(60, (depth) => `{id: s${index}-${depth}, type: io.kestra.plugin.core.flow.Sequential, tasks: [`, '')}{id: t${index}, x: y}${']}'.repeat(60)}\n`,
  ),
  'a Dag of many': filled(
    `${HEAD}tasks:\n- id: d\n  type: io.kestra.plugin.core.flow.Dag\n  tasks:\n`,
    (index) => `  - {task: {id: t${index}, type: ${LOG}, message: m}, dependsOn: [t${index + 1}]}\n`,
  ),
  'a Dag that depends on nothing there': filled(
    `${HEAD}tasks:\n- id: d\n  type: io.kestra.plugin.core.flow.Dag\n  tasks:\n  - dependsOn: [`,
    (index) => `x${index},`,
    `]\n    task: {id: t, type: ${LOG}, message: m}\n`,
  ),
  'a Dag of many cycles': filled(
    `${HEAD}tasks:\n- id: d\n  type: io.kestra.plugin.core.flow.Dag\n  tasks:\n`,
    (index) => `  - {task: {id: t${index}, type: ${LOG}, message: m}, dependsOn: [t${index}]}\n`,
  ),
  'a Switch of many cases': filled(
    `${HEAD}tasks:\n- id: d\n  type: io.kestra.plugin.core.flow.Switch\n  value: a\n  cases:\n`,
    (index) => `    c${index}: [{id: t${index}, type: ${LOG}, message: m}]\n`,
  ),
  inputs: filled(`${ONE_TASK}inputs:\n`, (index) => `- {id: a${index}, type: STRING}\n`),
  'inputs with defaults': filled(
    `${ONE_TASK}inputs:\n`,
    (index) => `- {id: a${index}, type: INT, defaults: x}\n`,
  ),
  'inputs by their old name': filled(
    `${ONE_TASK}inputs:\n`,
    (index) => `- {name: a${index}, type: STRING}\n`,
  ),
  'inputs with dots': filled(
    `${ONE_TASK}inputs:\n`,
    (index) => `- {id: ${'a.'.repeat(120)}${index}, type: STRING}\n`,
  ),
  'inputs of no type': filled(`${ONE_TASK}inputs:\n`, (index) => `- {id: a${index}, type: X}\n`),
  'inputs that need all': () =>
    `${ONE_TASK}inputs:\n${times(500, (index) => `- {id: a${index}, type: INT, dependsOn: {inputs: [${times(300, (other) => `a${other}`, ',')}]}}`)}\n`,
  'inputs that need each other': filled(
    `${ONE_TASK}inputs:\n`,
    (index) => `- {id: a${index}, type: INT, dependsOn: {inputs: [a${index + 1}]}}\n`,
  ),
  'a choice of many values': filled(
    `${ONE_TASK}inputs:\n- id: a\n  type: SELECT\n  values:\n`,
    (index) => `  - v${index}\n`,
  ),
  labels: filled(`${ONE_TASK}labels:\n`, (index) => `  l${index}: v\n`),
  'labels in a list': filled(`${ONE_TASK}labels:\n`, (index) => `- {key: l${index}, value: v}\n`),
  'labels that are wrong': filled(`${ONE_TASK}labels:\n`, () => '- 1\n'),
  'labels of the system': filled(`${ONE_TASK}labels:\n`, (index) => `  system.l${index}: v\n`),
  triggers: filled(
    `${ONE_TASK}triggers:\n`,
    (index) => `- {id: w${index}, type: io.kestra.plugin.core.trigger.Webhook, key: k}\n`,
  ),
  schedules: filled(
    `${ONE_TASK}triggers:\n`,
    (index) => `- {id: w${index}, type: io.kestra.plugin.core.trigger.Schedule, cron: "*/5 * * * *"}\n`,
  ),
  'plugin defaults': filled(
    `${HEAD}tasks:\n${times(2000, (index) => log(index), '')}pluginDefaults:\n`,
    (index) => `- {type: ${LOG}, values: {m${index}: 1}}\n`,
  ),
  'plugin defaults of no type': filled(
    `${ONE_TASK}pluginDefaults:\n`,
    (index) => `- {type: x${index}, values: {}}\n`,
  ),
  'a default for many tasks': filled(
    `${HEAD}pluginDefaults:\n- {type: ${LOG}, values: {level: INFO, retry: {type: constant, interval: PT1S}}}\ntasks:\n`,
    (index) => `- {id: t${index}, type: ${LOG}, message: m}\n`,
  ),
  'a wrong default for many tasks': filled(
    `${HEAD}pluginDefaults:\n- {type: ${LOG}, values: {x: 1}}\ntasks:\n`,
    (index) => `- {id: t${index}, type: ${LOG}, message: m}\n`,
  ),
  outputs: filled(`${ONE_TASK}outputs:\n`, (index) => `- {id: o${index}, type: STRING, value: a}\n`),
  templates: filled(`${ONE_TASK}variables:\n`, (index) => `  a${index}: "{{ outputs.t${index}.value }}"\n`),
  'templates in tasks': filled(
    `${HEAD}tasks:\n`,
    (index) => `- {id: t${index}, type: ${LOG}, message: "{{ outputs.t${index + 1}.value }}"}\n`,
  ),
  'templates of unknown inputs': filled(
    `${HEAD}tasks:\n`,
    (index) => `- {id: t${index}, type: ${LOG}, message: "{{ inputs.i${index} }}"}\n`,
  ),
  'templates of many inputs': filled(
    `${HEAD}inputs:\n${times(9000, (index) => `- {id: i${index}, type: STRING}`)}\ntasks:\n`,
    (index) => `- {id: t${index}, type: ${LOG}, message: "{{ inputs.i${(index * 7) % 9000} }}"}\n`,
  ),
  'templates of many variables': filled(
    `${HEAD}variables:\n${times(9000, (index) => `  i${index}: 1`)}\ntasks:\n`,
    (index) => `- {id: t${index}, type: ${LOG}, message: "{{ vars.i${(index * 7) % 9000} }}"}\n`,
  ),
  'one large template': filled(
    `${HEAD}tasks:\n- id: t\n  type: ${LOG}\n  message: "`,
    (index) => `{{ inputs.i${index} }}`,
    '"\n',
  ),
  'a large template that cannot be read': many(
    `${HEAD}tasks:\n- id: t\n  type: ${LOG}\n  message: "`,
    '{{ ',
    '"\n',
  ),
  'a large template of brackets': many(`${HEAD}tasks:\n- id: t\n  type: ${LOG}\n  message: "{{ `, '(', '"\n'),
  validators: filled(
    `${ONE_TASK}inputs:\n`,
    (index) => `- {id: a${index}, type: STRING, validator: '((a{9}){9}){9}'}\n`,
  ),
  'validators within the limit': () =>
    `${ONE_TASK}inputs:\n${times(80, (index) => `- {id: a${index}, type: STRING, validator: '${'[a-z]{100}'.repeat(12)}'}`)}\n`,
  'small validators': filled(
    `${ONE_TASK}inputs:\n`,
    (index) => `- {id: a${index}, type: STRING, validator: '[a-z]+'}\n`,
  ),
  'a validator with a large default': () =>
    `${ONE_TASK}inputs:\n- id: a\n  type: STRING\n  validator: '(a|aa|aaa)*b'\n  defaults: ${'a'.repeat(1_000_000)}\n`,
};

function readable(template: string): ReturnType<typeof references> {
  const problem = checkTemplate(template);
  if (problem !== null) throw new Error(problem.message);
  return references(template);
}

/** All that is asked of a document when it is saved from the editor. */
function check(source: string): string {
  const parsed = parseFlow(source, taskCatalogue);
  const issues = [...parsed.issues];
  if (parsed.ok) {
    issues.push(...unsupported(parsed.flow, parsed.document, { taskTypes: runnableTaskTypes }));
    issues.push(...referenceWarnings(parsed.flow, parsed.document, readable));
  }
  const first = issues.find(({ severity }) => severity === 'error') ?? issues[0];
  const many =
    issues.length > 0 ? `${issues.length} issues, ${first?.line}: ${first?.message.slice(0, 60)}` : '';
  return `${parsed.ok ? 'read' : 'refused'} ${many}`;
}

function timed<Answer>(work: () => Answer): { ms: number; answer: Answer } {
  const startedAt = performance.now();
  const answer = work();
  return { ms: performance.now() - startedAt, answer };
}

/** A document that is refused as too dense is made again, as large as it may be: that is the dearest of its kind. */
function densest(make: Make): string {
  const source = make(SIZE);
  const parsed = parseFlow(source, taskCatalogue);
  const dense = parsed.issues.find(({ message }) => message === 'The flow holds too many values');
  if (dense === undefined) return source;
  const before = source.split('\n').slice(0, dense.line - 1);
  return make(before.join('\n').length + dense.column - 100);
}

check(`${ONE_TASK}\n`);
const results = Object.entries({ ...HONEST, ...HOSTILE })
  .filter(([name]) => WANTED === undefined || name === WANTED)
  .map(([name, make]) => {
    const source = densest(make);
    let best = Number.POSITIVE_INFINITY;
    let bestMask = Number.POSITIVE_INFINITY;
    let answer = '';
    for (let round = 0; round < ROUNDS; round += 1) {
      const run = timed(() => check(source));
      best = Math.min(best, run.ms);
      answer = run.answer;
      bestMask = Math.min(
        bestMask,
        timed(() => maskWebhookKeys(`${source.slice(0, SIZE - 10)}\n# Webhook`)).ms,
      );
    }
    return { name, kib: Math.round(source.length / 1024), best, bestMask, answer };
  });
for (const { name, kib, best, bestMask, answer } of results.sort((a, b) => b.best - a.best)) {
  const mark = Math.max(best, bestMask) > 1000 ? '!!' : '  ';
  console.log(
    `${mark} ${best.toFixed(0).padStart(5)} ms, masking ${bestMask.toFixed(0).padStart(5)} ms  ${name}, ${kib} KiB: ${answer}`,
  );
}
