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
