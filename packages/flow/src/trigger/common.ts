import { z } from 'zod';
import { type Condition, conditionSchema } from '../condition';
import { type Label, labelsSchema } from '../label';
import { type LogLevelName, logLevel } from '../log-level';
import { elementId } from '../name';
import { flag, optional, text } from '../scalar';
import { type StateName, stateList } from '../state';
import { workerGroup } from '../worker-group';

/** What every trigger has. Lists that a document leaves out are absent. */
export interface TriggerCommon {
  readonly id: string;
  readonly description?: string;
  readonly disabled: boolean;
  /** All must hold. */
  readonly conditions?: readonly Condition[];
  /** Given to the executions it starts; values may be expressions. */
  readonly labels?: readonly Label[];
  /** The trigger is disabled after an execution that ended so. */
  readonly stopAfter?: readonly StateName[];
  readonly logLevel?: LogLevelName;
  readonly logToFile?: boolean;
}

/** The properties that every trigger has, besides `type`. */
export const triggerCommon = {
  id: elementId(),
  description: optional(text()),
  disabled: optional(flag()),
  conditions: optional(z.array(conditionSchema)),
  labels: optional(labelsSchema),
  stopAfter: optional(stateList()),
  logLevel: optional(logLevel()),
  minLogLevel: optional(logLevel()).describe('An older spelling of `logLevel`.'),
  logToFile: optional(flag()),
  workerGroup,
};

interface WrittenCommon {
  readonly id: string;
  readonly description?: string;
  readonly disabled?: boolean;
  readonly conditions?: Condition[];
  readonly labels?: Label[];
  readonly stopAfter?: StateName[];
  readonly logLevel?: LogLevelName;
  readonly minLogLevel?: LogLevelName;
  readonly logToFile?: boolean;
}

export function readCommon(written: WrittenCommon): TriggerCommon {
  return {
    id: written.id,
    description: written.description,
    disabled: written.disabled ?? false,
    conditions: written.conditions,
    labels: written.labels,
    stopAfter: written.stopAfter,
    logLevel: written.logLevel ?? written.minLogLevel,
    logToFile: written.logToFile,
  };
}

/** A trigger type: what it is called and which properties are its own. */
export interface TriggerDefinition {
  readonly type: string;
  readonly aliases: readonly string[];
  readonly schema: z.ZodObject;
}
