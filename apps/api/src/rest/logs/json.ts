import { LOG_LEVELS, type LogLineRow } from '@headrace/runtime';
import { z } from 'zod';

/** What an entry looks like, for the OpenAPI page. */
export const entrySchema = z.object({
  namespace: z.string(),
  flowId: z.string(),
  taskId: z.string().optional(),
  executionId: z.string(),
  taskRunId: z.string().optional(),
  attemptNumber: z.number().describe('from 0').optional(),
  timestamp: z.iso.datetime(),
  level: z.enum(LOG_LEVELS),
  message: z.string(),
});

export function entryJson(
  line: LogLineRow,
  executionId: string,
  flow: { namespace: string; flowId: string },
): object {
  return {
    ...flow,
    ...(line.taskId !== null && { taskId: line.taskId }),
    executionId,
    ...(line.taskRunId !== null && { taskRunId: line.taskRunId }),
    ...(line.attempt !== null && { attemptNumber: line.attempt - 1 }),
    timestamp: line.at.toISOString(),
    level: LOG_LEVELS[line.level],
    message: line.message,
  };
}

/** Lines as text, joined by new lines; none at the end. */
export function textOf(lines: readonly LogLineRow[]): string {
  return lines
    .map(({ at, level, message }) => `${at.toISOString()} ${LOG_LEVELS[level]} ${message}`)
    .join('\n');
}
