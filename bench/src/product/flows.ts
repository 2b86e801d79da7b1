export const NAMESPACE = 'bench';

/** One task as YAML, without its id. */
const LOG = 'type: io.kestra.plugin.core.log.Log, message: hello';
const RETURN = 'type: io.kestra.plugin.core.debug.Return, format: hello';

export const WEBHOOK_KEY = 'a-key-of-the-benchmark';

function flow(id: string, rest: string): string {
  return `id: ${id}\nnamespace: ${NAMESPACE}\n${rest}`;
}

function listOf(count: number, task: string, indent = '  '): string {
  return Array.from({ length: count }, (_, n) => `${indent}- {id: t${n}, ${task}}\n`).join('');
}

/** Log tasks, one after another. */
export function logFlow(id: string, tasks = 1): string {
  return flow(id, `tasks:\n${listOf(tasks, LOG)}`);
}

/** Return tasks, one after another. */
export function returnFlow(id: string, tasks: number): string {
  return flow(id, `tasks:\n${listOf(tasks, RETURN)}`);
}

/** One Parallel with so many Return tasks. */
export function parallelFlow(id: string, children: number): string {
  return flow(
    id,
    `tasks:\n  - id: all\n    type: io.kestra.plugin.core.flow.Parallel\n    tasks:\n${listOf(children, RETURN, '      ')}`,
  );
}

/** Started by a webhook; the second task uses what the first one put out. */
export function webhookFlow(id: string): string {
  return flow(
    id,
    `tasks:
  - id: keep
    type: io.kestra.plugin.core.output.OutputValues
    values:
      number: "{{ trigger.body.number }}"
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.keep.values.number }}"
triggers:
  - id: call
    type: io.kestra.plugin.core.trigger.Webhook
    key: ${WEBHOOK_KEY}
`,
  );
}

/** A task that fails at once and is tried again in an hour. */
export function retryFlow(id: string): string {
  return flow(
    id,
    `tasks:
  - id: fail
    type: io.kestra.plugin.core.debug.Return
    format: "{{ nope() }}"
    retry:
      type: constant
      interval: PT1H
      maxAttempt: 2
`,
  );
}

/** A task that keeps a worker's place for ten minutes. */
export function sleepFlow(id: string): string {
  return flow(id, 'tasks:\n  - {id: sleep, type: io.kestra.plugin.core.flow.Sleep, duration: PT10M}\n');
}
