import { logRunner } from './core/log/log/run';
import { returnRunner } from './core/debug/return/run';
import { sleepRunner } from './core/flow/sleep/run';
import { outputValuesRunner } from './core/output/output-values/run';
import type { TaskRunner } from './runner';

export type { LogLevel, RunContext, TaskResult, TaskRunner } from './runner';

/** Every runner by the full name of its type. Loaded by the worker only. */
export const runners: ReadonlyMap<string, TaskRunner> = new Map(
  [logRunner, returnRunner, outputValuesRunner, sleepRunner].map((runner) => [runner.type, runner]),
);
