/** One task that logs one line. */
export const hello = `id: hello
namespace: e2e
description: Says hello.
tasks:
  - id: greet
    type: io.kestra.plugin.core.log.Log
    message: Hello from the browser
`;

/** An input of each type, one of them with limits. */
export const withInputs = `id: with-inputs
namespace: e2e
inputs:
  - id: name
    type: STRING
    displayName: Your name
    description: Who is greeted
  - id: times
    type: INT
    min: 1
    max: 5
    defaults: 2
  - id: polite
    type: BOOLEAN
    defaults: true
tasks:
  - id: greet
    type: io.kestra.plugin.core.log.Log
    message: "{{ inputs.name }} x {{ inputs.times }}"
`;

/** Logs, then fails `tries - 1` times with a second between, then logs again: long enough to look at. */
export function slow(flowId: string, { lines, tries }: { lines: number; tries: number }): string {
  return `id: ${flowId}
namespace: e2e
labels:
  suite: browser
tasks:
  - id: before
    type: io.kestra.plugin.core.log.Log
    message: ${JSON.stringify(numbered('before', lines))}
  - id: unreliable
    type: io.kestra.plugin.core.log.Log
    message: "{{ taskrun.attemptsCount < ${tries - 1} ? not_yet.available : 'it works' }}"
    retry:
      type: constant
      interval: PT1S
      maxAttempt: ${tries}
  - id: after
    type: io.kestra.plugin.core.log.Log
    message: ${JSON.stringify(numbered('after', lines))}
`;
}

function numbered(word: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${word} ${index + 1}`);
}

/** One input of every type, some of which depend on others, and outputs made of them. */
export const everyInput = `id: every-input
namespace: e2e
inputs:
  - { id: title, type: STRING, displayName: Title }
  - { id: copies, type: INT, min: 1, max: 20, defaults: 2 }
  - { id: ratio, type: FLOAT, required: false }
  - { id: urgent, type: BOOLEAN, required: false }
  - { id: kind, type: SELECT, values: [small, large], isRadio: true, defaults: small }
  - id: pages
    type: INT
    dependsOn: { inputs: [kind], condition: "{{ inputs.kind == 'large' }}" }
  - id: place
    type: SELECT
    expression: "{{ [inputs.kind ~ '-north', inputs.kind ~ '-south'] }}"
    dependsOn: { inputs: [kind] }
  - { id: colour, type: SELECT, values: [red, green], allowCustomValue: true, required: false }
  - { id: legacy, type: ENUM, values: [ONE, TWO], required: false }
  - { id: tags, type: MULTISELECT, values: [daily, weekly], required: false }
  - { id: numbers, type: ARRAY, itemType: INT, required: false }
  - { id: start, type: DATETIME, required: false }
  - { id: day, type: DATE, required: false }
  - { id: hour, type: TIME, required: false }
  - { id: limit, type: DURATION, required: false, max: P1D }
  - { id: data, type: FILE, required: false }
  - { id: options, type: JSON, required: false, prefill: { deep: [1, 2] } }
  - { id: settings, type: YAML, required: false }
  - { id: link, type: URI, required: false }
  - { id: mail, type: EMAIL, required: false }
  - { id: password, type: SECRET, required: false }
  - { id: name, type: STRING, defaults: "{{ inputs.kind | upper }}", dependsOn: { inputs: [kind] } }
tasks:
  - id: show
    type: io.kestra.plugin.core.log.Log
    message: "{{ inputs.title }} with {{ inputs.password }}"
  - id: kept
    type: io.kestra.plugin.core.debug.Return
    format: "{{ inputs.title }} in {{ inputs.place }}"
outputs:
  - { id: summary, type: STRING, value: "{{ outputs.kept.value }}", displayName: The summary }
  - { id: file, type: FILE, value: "{{ inputs.data }}", required: false }
  - { id: key, type: SECRET, value: "{{ inputs.password }}", required: false }
`;

/** Runs well, and then cannot render what it should give. */
export const failingOutput = `id: failing-output
namespace: e2e
tasks:
  - id: greet
    type: io.kestra.plugin.core.log.Log
    message: Hello
outputs:
  - { id: lost, type: STRING, value: "{{ outputs.nothing.value }}" }
`;

/** Its second task fails at each of its two attempts. */
export const failing = `id: failing
namespace: e2e
inputs:
  - { id: name, type: STRING }
  - { id: times, type: INT, defaults: 1 }
  - { id: password, type: SECRET, required: false }
tasks:
  - id: prepare
    type: io.kestra.plugin.core.log.Log
    message: Getting ready
  - id: load
    type: io.kestra.plugin.core.log.Log
    message: "{{ inputs.nothing.there }}"
    retry:
      type: constant
      interval: PT0.1S
      maxAttempt: 2
`;

/** So many tasks in a row; the last one fails. */
export function manyTasks(count: number): string {
  const tasks = Array.from(
    { length: count },
    (_, index) => `  - id: task-${index + 1}
    type: io.kestra.plugin.core.log.Log
    message: ${index + 1 === count ? '"{{ nothing.there }}"' : `line ${index + 1}`}
`,
  );
  return `id: many-tasks\nnamespace: e2e\ntasks:\n${tasks.join('')}`;
}

/** An id of 100 characters, a deep namespace and a long label. */
export const longNamed = {
  flowId: 'a-very-long-identifier-'.repeat(5).slice(0, 100),
  namespace: 'e2e.a-department.with-a-long-name.and.many.levels.below',
  get source() {
    return `id: ${this.flowId}
namespace: ${this.namespace}
labels:
  the-team-that-owns-it: ${'long'.repeat(30)}
tasks:
  - id: greet
    type: io.kestra.plugin.core.log.Log
    message: Hello
`;
  },
};
