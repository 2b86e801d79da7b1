import {
  type FeedPage,
  type Keyset,
  LOG_LEVELS,
  type LogFilter,
  type LogLineRow,
  logLinesAfter,
  logLinesBefore,
} from '@headrace/db';
import type { NumberedBatch } from '@headrace/runtime';
import { builder } from '../builder';
import { type Connection, connectionObject, type PageArguments, pageArguments, pageOf } from '../connection';
import type { SchemaContext } from '../context';
import { describedEnum } from '../described';
import { logCursor } from '../cursor';
import { Execution } from '../execution/execution.type';
import { Attempt, TaskRun } from '../execution/task-run.type';
import { batchOf, messages } from '../subscribe';

const LogLevel = describedEnum<(typeof LOG_LEVELS)[number]>(
  'LogLevel',
  'How much a line matters, the least first.',
  {
    TRACE: 'Every step.',
    DEBUG: 'For who looks for a mistake.',
    INFO: 'What was done.',
    WARN: 'Worth a look.',
    ERROR: 'What went wrong.',
  },
);

const levelNumber = (level: (typeof LOG_LEVELS)[number] | null | undefined) =>
  level ? LOG_LEVELS.indexOf(level) : 0;

const LogLine = builder.objectRef<LogLineRow>('LogLine').implement({
  description: 'A line of the log of an execution.',
  fields: (t) => ({
    position: t.exposeInt('position', { description: 'From 1, without gaps in the execution.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was written.' }),
    level: t.field({
      type: LogLevel,
      description: 'How much it matters.',
      resolve: ({ level }) => LOG_LEVELS[level] ?? 'INFO',
    }),
    taskRunId: t.exposeString('taskRunId', {
      nullable: true,
      description:
        'The task run that wrote it. Absent, as the three after it, in a line of the execution itself.',
    }),
    taskId: t.exposeString('taskId', { nullable: true, description: 'The task of the flow.' }),
    attemptNumber: t.exposeInt('attempt', {
      nullable: true,
      description: 'Number of the attempt that wrote it.',
    }),
    line: t.exposeInt('line', { nullable: true, description: 'From 1, without gaps in the attempt.' }),
    message: t.exposeString('message', { description: 'What it says.' }),
  }),
});

const LogLineConnection = connectionObject('LogLine', LogLine);

const minLevelArgument = builder.args((t) => ({
  minLevel: t.field({ type: LogLevel, description: 'only lines that matter at least so much' }),
}));

builder.queryField('logs', (t) =>
  t.field({
    type: LogLineConnection,
    nullable: true,
    description: 'Lines of an execution in the order in which they were stored; null when there is none.',
    args: {
      executionId: t.arg.string({ required: true, description: 'whose log' }),
      taskRunId: t.arg.string({ description: 'only lines of this task run' }),
      attemptNumber: t.arg.int({ description: 'only lines of attempts with this number' }),
      ...minLevelArgument,
      ...pageArguments,
    },
    resolve: (_, { executionId, taskRunId, attemptNumber, minLevel, ...page }, context) =>
      logOf(context, page, {
        executionId,
        minLevel: levelNumber(minLevel),
        ...(typeof taskRunId === 'string' && { taskRunId }),
        ...(typeof attemptNumber === 'number' && { attempt: attemptNumber }),
      }),
  }),
);

const ofWhom = { type: LogLineConnection, args: { ...minLevelArgument, ...pageArguments } };

builder.objectFields(Execution, (t) => ({
  logs: t.field({
    ...ofWhom,
    description: 'Its log, in the order in which the lines were stored.',
    resolve: async ({ id: executionId }, { minLevel, ...page }, context) =>
      (await logOf(context, page, { executionId, minLevel: levelNumber(minLevel) })) ?? NO_LOG,
  }),
}));

builder.objectFields(TaskRun, (t) => ({
  logs: t.field({
    ...ofWhom,
    description: 'What its attempts wrote, in the order in which the lines were stored.',
    resolve: async ({ row: { executionId, id: taskRunId } }, { minLevel, ...page }, context) =>
      (await logOf(context, page, { executionId, taskRunId, minLevel: levelNumber(minLevel) })) ?? NO_LOG,
  }),
}));

builder.objectFields(Attempt, (t) => ({
  logs: t.field({
    ...ofWhom,
    description: 'What it wrote, line by line.',
    resolve: async ({ executionId, taskRunId, number: attempt }, { minLevel, ...page }, context) => {
      const filter = { executionId, taskRunId, attempt, minLevel: levelNumber(minLevel) };
      return (await logOf(context, page, filter)) ?? NO_LOG;
    },
  }),
}));

/** Of an execution that was deleted while it was read. */
const NO_LOG: Connection<LogLineRow> = {
  edges: [],
  hasNextPage: () => false,
  hasPreviousPage: () => false,
};

/** null = there is no such execution. */
async function logOf(
  { runtime }: SchemaContext,
  page: PageArguments,
  filter: LogFilter & { readonly executionId: string },
): Promise<Connection<LogLineRow> | null> {
  const { pool } = runtime.database;
  let isUnknown = false;
  const connection = await pageOf(
    page,
    logCursor,
    async (part) => {
      const lines = part.backwards
        ? await linesBefore(part, (beforePosition, limit) =>
            logLinesBefore(pool, { ...filter, beforePosition, limit }),
          )
        : await linesAfter(part, (afterPosition, limit) =>
            logLinesAfter(pool, { ...filter, afterPosition, limit }),
          );
      isUnknown = lines === null;
      return lines ?? [];
    },
    ({ position }) => position,
  );
  return isUnknown ? null : connection;
}

type Look<Position> = (from: Position, limit: number) => Promise<FeedPage<LogLineRow> | null>;

/** Looks on where one look ended early because a filter left out everything in reach. */
async function linesAfter(
  { after = 0, before = Number.POSITIVE_INFINITY, limit }: Keyset<number>,
  look: Look<number>,
): Promise<LogLineRow[] | null> {
  const lines: LogLineRow[] = [];
  for (let position = after; ; ) {
    const page = await look(position, limit - lines.length);
    if (!page) return null;
    lines.push(...page.rows.filter((line) => line.position < before));
    position = page.scannedTo;
    if (lines.length >= limit || position >= page.head || position >= before - 1) return lines;
  }
}

async function linesBefore(
  { after = 0, before, limit }: Keyset<number>,
  look: Look<number | undefined>,
): Promise<LogLineRow[] | null> {
  const lines: LogLineRow[] = [];
  for (let position = before; ; ) {
    const page = await look(position, limit - lines.length);
    if (!page) return null;
    lines.push(...page.rows.filter((line) => line.position > after));
    position = page.scannedTo;
    if (lines.length >= limit || position <= after + 1) return lines;
  }
}

const LogBatch = builder.objectRef<NumberedBatch<LogLineRow>>('LogBatch').implement({
  description: 'Lines that follow each other.',
  fields: (t) => ({
    cursor: t.field({
      type: 'Cursor',
      description: 'Hand it to `after` to go on behind this batch.',
      resolve: ({ position }) => logCursor.encode(position),
    }),
    lines: t.field({
      type: [LogLine],
      description: 'In order; none in a batch that only says how far it is.',
      resolve: ({ rows }) => [...rows],
    }),
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
      executionId: t.arg.string({ required: true, description: 'whose log' }),
      taskRunId: t.arg.string({ description: 'only lines of this task run' }),
      after: t.arg({ type: 'Cursor', description: 'only what comes after this place' }),
      ...minLevelArgument,
    },
    subscribe: (_, { executionId, taskRunId, after, minLevel }, { follower }) =>
      messages(
        follower.followLog({
          executionId,
          after: after ? logCursor.decode(after) : 0,
          minLevel: levelNumber(minLevel),
          ...(typeof taskRunId === 'string' && { taskRunId }),
        }),
      ),
    resolve: (message) => batchOf(message),
  }),
);
