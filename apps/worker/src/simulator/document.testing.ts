import { keyOf, NAMESPACE, type Node, type RetryPolicy, type Script } from './script.testing';

export const LOG = 'io.kestra.plugin.core.log.Log';
export const RETURN = 'io.kestra.plugin.core.debug.Return';
/** The runnable type that is not free of effects. */
export const SLEEP = 'io.kestra.plugin.core.flow.Sleep';

/** The text of a script's flow. JSON is YAML. A task's own property tells its runner which one it is. */
export function documentOf(script: Script): string {
  const { flowId, children, retry, outputs } = script;
  return JSON.stringify({
    id: flowId,
    namespace: NAMESPACE,
    ...(retry && { retry: retryOf(retry) }),
    tasks: children.map((node) => taskOf(script, node)),
    ...(outputs.kind !== 'none' && {
      outputs: [{ id: 'out', type: 'STRING', value: OUTPUTS[outputs.kind](outputs) }],
    }),
  });
}

const OUTPUTS: Record<Exclude<Script['outputs']['kind'], 'none'>, (outputs: Script['outputs']) => string> = {
  constant: () => 'constant',
  broken: () => '{{ inputs.nothing }}',
  ofTask: (outputs) => `{{ outputs.${'taskId' in outputs ? outputs.taskId : ''}.value }}`,
};

function taskOf(script: Script, node: Node): object {
  const { id, isDisabled } = node;
  const common = { id, ...(isDisabled && { disabled: true }) };
  if (node.kind !== 'leaf')
    return {
      ...common,
      type: `io.kestra.plugin.core.flow.${node.kind === 'parallel' ? 'Parallel' : 'Sequential'}`,
      ...(node.kind === 'parallel' && { concurrent: node.concurrent }),
      tasks: node.children.map((child) => taskOf(script, child)),
    };
  const key = keyOf(script, id);
  const { timeoutMs, retry, isEffectFree } = node;
  return {
    ...common,
    ...(isEffectFree ? effectFree(id, key) : { type: SLEEP, duration: `{{ '${key}' }}` }),
    ...(timeoutMs !== null && { timeout: `PT${timeoutMs / 1000}S` }),
    ...(retry && { retry: retryOf(retry) }),
  };
}

function effectFree(id: string, key: string): object {
  return Number(id.slice(1)) % 2 === 0 ? { type: LOG, message: key } : { type: RETURN, format: key };
}

/** The key in the properties of a task. */
export function keyIn(properties: Readonly<Record<string, unknown>>): string {
  const { message, format, duration } = properties;
  const written = [message, format, duration].find((one) => typeof one === 'string');
  if (typeof written !== 'string') throw new Error(`no key in ${JSON.stringify(properties)}`);
  return written.replaceAll(/[{}' ]/g, '');
}

function retryOf({ intervalMs, maxAttempts, maxDurationMs, warningOnRetry }: RetryPolicy): object {
  return {
    type: 'constant',
    interval: `PT${intervalMs / 1000}S`,
    ...(maxAttempts !== null && { maxAttempt: maxAttempts }),
    ...(maxDurationMs !== null && { maxDuration: `PT${maxDurationMs / 1000}S` }),
    warningOnRetry,
  };
}
