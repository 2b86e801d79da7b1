import type { Expected } from './checker';

/** What most of these tests run while something dies. */
export const EXECUTIONS = 100;
export const LIMIT_MS = 300_000;

const RETURN = 'io.kestra.plugin.core.debug.Return';

/** Of everything something: effect-free tasks in a row, tasks at the same time with a row among them, a long one, tries that fail. */
export const MIXED = `id: mixed
namespace: test
tasks:
${returns(['a0', 'a1', 'a2'], 2)}
  - id: wide
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
${returns(['w0', 'w1', 'w2', 'w3', 'w4', 'w5', 'w6'], 6)}
      - id: inner
        type: io.kestra.plugin.core.flow.Sequential
        tasks:
${returns(['i0', 'i1'], 10)}
  - { id: nap, type: io.kestra.plugin.core.flow.Sleep, duration: PT0.2S }
  - id: again
    type: ${RETURN}
    format: "{{ taskrun.attemptsCount >= 3 ? 'at last' : vars.missing }}"
    retry: { type: constant, interval: PT0.1S, maxAttempt: 20 }
  - { id: last, type: io.kestra.plugin.core.log.Log, message: [one, two, three] }
outputs:
  - { id: said, type: STRING, value: "{{ outputs.a2.value }} {{ outputs.i1.value }} {{ outputs.again.value }}" }
`;

/** How every execution of `mixed` has to end. */
export const MIXED_ENDS = {
  taskRuns: 17,
  outputs: { said: 'a2 i1 at last' },
} as const satisfies Partial<Expected>;

/** One task that takes its time, and one after it. */
export function resting(duration: string): string {
  return `id: resting
namespace: test
tasks:
  - { id: rest, type: io.kestra.plugin.core.flow.Sleep, duration: ${duration} }
${returns(['after'], 2)}`;
}

export const RESTING_TASKS = 2;

/** One task and nothing else. */
export function single(id: string, task: string): string {
  return `id: ${id}
namespace: test
tasks:
  - { id: only, ${task} }
`;
}

/** So many lines that they are stored in parts, while the task runs. */
export const TALKATIVE = `id: talkative
namespace: test
tasks:
  - id: talk
    type: io.kestra.plugin.core.log.Log
    message: ${JSON.stringify(Array.from({ length: 600 }, (_, line) => `line ${line}`))}
${returns(['after'], 2)}`;

export const TALKATIVE_TASKS = 2;

function returns(ids: readonly string[], indent: number): string {
  const line = (id: string) =>
    `${' '.repeat(indent)}- { id: ${id}, type: ${RETURN}, format: "{{ task.id }}" }`;
  return ids.map(line).join('\n');
}
