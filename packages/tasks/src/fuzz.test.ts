import { checkTemplate, references } from '@headrace/expression';
import { parseFlow, referenceWarnings, unsupported } from '@headrace/flow';
import { fuzz } from '@headrace/testkit/fuzz';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coreConditionTypes, coreTaskTypes, coreTriggerTypes, taskCatalogue } from './index';

const NONE: ReadonlySet<string> = new Set();

/** Whatever the text, there is an answer with places in it; and it is the same for the same text. */
function answers(source: string): void {
  const parsed = parseFlow(source, taskCatalogue);
  const lines = source.split('\n').length;
  const issues = [...parsed.issues];
  if (parsed.ok) {
    const { flow, document } = parsed;
    issues.push(...unsupported(flow, document, { taskTypes: NONE }));
    issues.push(
      ...referenceWarnings(flow, document, (template) =>
        checkTemplate(template) ? [] : references(template),
      ),
    );
    expect(JSON.parse(JSON.stringify(flow)).id).toBe(flow.id);
  } else expect(issues.some(({ severity }) => severity === 'error')).toBe(true);
  for (const { line, column, message } of issues) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(message).not.toBe('');
  }
}

const scalar = fc.oneof(
  fc.constantFrom(
    'a',
    'PT1S',
    '{{ outputs.a.value }}',
    '{{ inputs.a',
    '@daily',
    'SUCCESS',
    '[',
    '2024-01-01',
  ),
  fc.integer({ min: -1, max: 5 }),
  fc.boolean(),
  fc.constant(null),
);

const value = fc.memo((depth): fc.Arbitrary<unknown> => {
  if (depth <= 1) return scalar;
  const inner = value(depth - 1);
  return fc.oneof(
    scalar,
    fc.array(inner, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'type', 'id', 'key', 'value', 'tasks'), inner, { maxKeys: 3 }),
  );
});

const taskAt = fc.memo((depth): fc.Arbitrary<unknown> => {
  const property =
    depth <= 1 ? value(2) : fc.oneof(value(2), fc.array(taskAt(depth - 1), { minLength: 1, maxLength: 3 }));
  return fc
    .constantFrom(...coreTaskTypes)
    .chain((type) =>
      fc
        .tuple(
          fc.constantFrom('a', 'b', 'c', 'd', 'e'),
          fc.dictionary(
            fc.constantFrom(...Object.keys(type.schema.shape), 'retry', 'timeout', 'runIf', 'errors', 'x'),
            property,
            { maxKeys: 6 },
          ),
        )
        .map(([id, properties]) => ({ id, type: type.type, ...properties })),
    );
});
const task = taskAt(3);

const typed = (types: readonly { type: string; schema: { shape: object } }[]) =>
  fc
    .constantFrom(...types)
    .chain((type) =>
      fc
        .dictionary(fc.constantFrom(...Object.keys(type.schema.shape), 'conditions', 'labels'), scalar)
        .map((properties) => ({ id: 'w', type: type.type, ...properties })),
    );

const document = fc.record(
  {
    id: fc.constantFrom('a', 'a b'),
    namespace: fc.constant('n'),
    tasks: fc.array(task, { maxLength: 4 }),
    errors: fc.array(task, { maxLength: 2 }),
    listeners: fc.array(
      fc.record({ tasks: fc.array(task, { maxLength: 1 }), conditions: fc.array(typed(coreConditionTypes)) }),
      { maxLength: 1 },
    ),
    triggers: fc.array(typed(coreTriggerTypes), { maxLength: 2 }),
    pluginDefaults: fc.array(
      fc.record({
        type: fc.constantFrom('io.kestra', 'io.kestra.plugin.core.flow', 'x'),
        forced: fc.boolean(),
        values: fc.dictionary(fc.constantFrom('tasks', 'retry', 'message', 'id', 'x'), scalar),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['id', 'namespace', 'tasks'] },
);

test('random documents of known types', () =>
  fuzz(
    import.meta.dirname,
    'documents',
    fc.property(document, (made) => answers(JSON.stringify(made, null, 1))),
    { runs: 200 },
  ));

test('random documents with pieces cut out', () => {
  const cut = fc.tuple(document, fc.nat({ max: 400 }), fc.nat({ max: 5 }));
  return fuzz(
    import.meta.dirname,
    'cut documents',
    fc.property(cut, ([made, from, length]) => {
      const source = JSON.stringify(made, null, 1);
      answers(source.slice(0, from) + source.slice(from + length));
    }),
    { runs: 200 },
  );
});

/** Flows as people write them: comments, block texts, templates, old spellings, tasks in tasks. */
const realFlows = [
  `id: hourly-report
namespace: company.team
description: Sends the *report*.
labels: {team: data, "system.readOnly": "true"}
inputs:
  - id: city
    type: SELECT
    values: [Vienna, Rome]
    defaults: Rome
  - name: limit # an older spelling
    type: INT
    defaults: 10
variables:
  url: "https://example.org/{{ inputs.city | lower }}"
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: ["a", "b"]
    concurrencyLimit: 2
    tasks:
      - id: say
        type: io.kestra.plugin.core.log.Log
        message: |
          {{ taskrun.value }} of {{ vars.url }}
            and more
  - id: last
    type: io.kestra.plugin.core.debug.Return
    format: >-
      {{ outputs.each }}
    retry: {type: constant, interval: PT1S, maxAttempts: 3}
errors:
  - {id: sorry, type: io.kestra.plugin.core.log.Log, message: 'it''s broken', level: ERROR}
triggers:
  - id: hourly
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 * * * *"
`,
  `id: graph
namespace: company.team
pluginDefaults:
  - type: io.kestra.plugin.core.log.Log
    forced: true
    values: {level: DEBUG}
tasks:
  - id: dag
    type: io.kestra.core.tasks.flows.Dag
    tasks:
      - task: &first {id: a, type: io.kestra.plugin.core.log.Log, message: "\u00e9 {{ inputs.x ?? 'none' }}"}
      - task:
          id: b
          type: io.kestra.plugin.core.flow.Switch
          value: "{{ outputs.a }}"
          cases:
            one: [{id: c, type: io.kestra.plugin.core.log.Log, message: [1, 2]}]
          defaults: []
        dependsOn: [a]
outputs:
  - {id: all, type: JSON, value: "{{ outputs }}"}
triggers:
  - id: hook
    type: io.kestra.plugin.core.trigger.Webhook
    key: s3cret
    conditions:
      - type: io.kestra.plugin.core.condition.Expression
        expression: "{{ trigger.body.ok }}"
`,
];

test('real flows are good', () => {
  for (const source of realFlows) {
    const errors = parseFlow(source, taskCatalogue).issues.filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
  }
});

test('real flows with pieces cut out, put in and moved', () => {
  const change = fc.record({
    at: fc.nat({ max: 1500 }),
    cut: fc.nat({ max: 20 }),
    put: fc.constantFrom(
      ...[
        '',
        ' ',
        '\n',
        '  ',
        '\t',
        ':',
        ': ',
        '- ',
        '[',
        ']',
        '{',
        '}',
        '"',
        "'",
        '|',
        '>',
        '#',
        '&a ',
        '*a',
        '!x ',
      ],
      ...[
        '*first',
        '<<: ',
        '? ',
        '---\n',
        'null',
        '~',
        '0x1',
        '{{ ',
        ' }}',
        '{% if %}',
        '\\',
        '\u0000',
        '\ud800',
      ],
    ),
    movedTo: fc.option(fc.nat({ max: 1500 })),
  });
  const changed = fc
    .tuple(fc.constantFrom(...realFlows), fc.array(change, { minLength: 1, maxLength: 5 }))
    .map(([flow, changes]) =>
      changes.reduce((source, { at, cut, put, movedTo }) => {
        const rest = source.slice(0, at) + put + source.slice(at + cut);
        if (movedTo === null) return rest;
        return rest.slice(0, movedTo) + source.slice(at, at + cut) + rest.slice(movedTo);
      }, flow),
    );
  return fuzz(import.meta.dirname, 'changed flows', fc.property(changed, answers), { runs: 500 });
});
