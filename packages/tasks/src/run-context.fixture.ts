import type { JsonValue } from '@headrace/flow';
import type { LogLevel, RunContext } from './runner';

export interface FixtureContext extends RunContext {
  readonly logged: { level: LogLevel; message: string }[];
}

/** A context that renders by putting `rendered(...)` round a template; one that holds `{{ bad }}` cannot be rendered. */
export function runContext(properties: Record<string, JsonValue>): FixtureContext {
  const logged: FixtureContext['logged'] = [];
  const render = async (template: string): Promise<string> => {
    if (template.includes('{{ bad }}')) throw new Error('Unable to find `bad`');
    return `rendered(${template})`;
  };
  return {
    properties,
    logged,
    render,
    renderDeep: async (value) => value,
    log: (level, message) => logged.push({ level, message }),
    signal: new AbortController().signal,
    idempotencyKey: 'key',
  };
}
