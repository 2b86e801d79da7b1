import { LOG_LEVELS, type LogLineRow, logLinesAfter } from '@headrace/db';
import type { NumberedBatch } from '@headrace/runtime';
import { builder } from '../builder';
import { connectionObject, pageArguments, pageOf } from '../connection';
import { logCursor } from '../cursor';
import { failure } from '../failure';
import { batchOf, messages } from '../subscribe';

const LogLevel = builder.enumType('LogLevel', { values: LOG_LEVELS });

const levelNumber = (level: (typeof LOG_LEVELS)[number] | null | undefined) =>
  level ? LOG_LEVELS.indexOf(level) : 0;

const LogLine = builder.objectRef<LogLineRow>('LogLine').implement({
  fields: (t) => ({
    position: t.exposeInt('position', { description: 'From 1, without gaps in the execution.' }),
    at: t.expose('at', { type: 'DateTime' }),
    level: t.field({ type: LogLevel, resolve: ({ level }) => LOG_LEVELS[level] ?? 'INFO' }),
    taskRunId: t.exposeID('taskRunId', {
      nullable: true,
      description: 'Absent, as the three after it, in a line of the execution itself.',
    }),
    taskId: t.exposeString('taskId', { nullable: true }),
    attempt: t.exposeInt('attempt', { nullable: true }),
    line: t.exposeInt('line', { nullable: true, description: 'From 1, without gaps in the attempt.' }),
    message: t.exposeString('message'),
  }),
});

const LogLineConnection = connectionObject('LogLine', LogLine);

builder.queryField('logs', (t) =>
  t.field({
    type: LogLineConnection,
    description: 'Lines of an execution in the order in which they were stored.',
    args: {
      executionId: t.arg.id({ required: true }),
      taskRunId: t.arg.id(),
      minLevel: t.arg({ type: LogLevel }),
      ...pageArguments,
    },
    resolve: (_, { executionId, taskRunId, minLevel, ...page }, { runtime }) =>
      pageOf(
        page,
        logCursor,
        (after = 0, limit) =>
          readLines(after, limit, (afterPosition, rest) =>
            logLinesAfter(runtime.database.pool, {
              executionId,
              ...(taskRunId && { taskRunId }),
              afterPosition,
              minLevel: levelNumber(minLevel),
              limit: rest,
            }),
          ).then((lines) => {
            if (lines) return lines;
            throw failure('EXECUTION_NOT_FOUND', `There is no execution ${executionId}.`);
          }),
        (line) => line.position,
      ),
  }),
);

/** Looks on where one look ended early because a filter left out everything in reach. */
async function readLines(
  after: number,
  limit: number,
  look: (after: number, limit: number) => ReturnType<typeof logLinesAfter>,
): Promise<LogLineRow[] | null> {
  const lines: LogLineRow[] = [];
  for (let position = after; ; ) {
    const page = await look(position, limit - lines.length);
    if (!page) return null;
    lines.push(...page.rows);
    if (lines.length >= limit || page.scannedTo >= page.head) return lines;
    position = page.scannedTo;
  }
}

const LogBatch = builder.objectRef<NumberedBatch<LogLineRow>>('LogBatch').implement({
  fields: (t) => ({
    cursor: t.field({
      type: 'Cursor',
      description: 'Hand it to `after` to go on behind this batch.',
      resolve: ({ position }) => logCursor.encode(position),
    }),
    lines: t.field({ type: [LogLine], resolve: ({ rows }) => [...rows] }),
    sealedAt: t.exposeInt('sealedAt', {
      nullable: true,
      description:
        'Position of the very last line, once the log is complete; the subscription then completes.',
    }),
  }),
});

builder.subscriptionField('logs', (t) =>
  t.field({
    type: LogBatch,
    description:
      'Lines after the cursor (from the beginning without one): stored ones, then live ones, once each, in order.',
    args: {
      executionId: t.arg.id({ required: true }),
      after: t.arg({ type: 'Cursor' }),
      minLevel: t.arg({ type: LogLevel }),
    },
    subscribe: (_, { executionId, after, minLevel }, { follower }) =>
      messages(
        follower.followLog({
          executionId,
          after: after ? logCursor.decode(after) : 0,
          minLevel: levelNumber(minLevel),
        }),
      ),
    resolve: (message) => batchOf(message),
  }),
);
