import { parseDuration } from '@headrace/flow';
import {
  countExecutions,
  type ExecutionCondition,
  type Runtime,
  searchExecutionIds,
  sizeOfTrees,
  STATES,
} from '@headrace/runtime';
import type { z } from 'zod';
import { illegalArgument } from '../errors';
import { type Filter, readFilters, unsupported } from '../filters';
import { COUNTED_AT_MOST, pageOf, type pageQuery } from '../page';
import { instant } from '../parameters';
import { executionsAsJson } from './json';
import { type filterQuery, readLabels } from './params';

const SORTABLE = {
  id: 'id',
  namespace: 'namespace',
  flowId: 'flowId',
  'state.current': 'state',
  'state.startDate': 'createdAt',
  'state.endDate': 'endedAt',
} as const;

/** A page whose task runs and outputs are more than this would take the server's memory from everybody else. */
const MAX_PAGE_BYTES = 32 * 1024 * 1024;

/** Kestra's namespace of what the server runs for itself. */
const SYSTEM_NAMESPACE = 'system';

type FilterQuery = z.output<z.ZodObject<typeof filterQuery>>;
type PageQuery = z.output<z.ZodObject<typeof pageQuery>>;

/** One page of executions in Kestra's JSON; `total` stops at ten thousand. @throws RestError (422) */
export async function searchExecutions(
  runtime: Runtime,
  conditions: readonly ExecutionCondition[],
  query: PageQuery,
  mostBytes = MAX_PAGE_BYTES,
): Promise<{ results: object[]; total: number }> {
  const { pool } = runtime.database;
  const { offset, limit, order } = pageOf(query, SORTABLE);
  const byDefault = [{ column: 'createdAt', direction: 'desc' }] as const;
  const [ids, total] = await Promise.all([
    searchExecutionIds(pool, { conditions, order: order.length > 0 ? order : byDefault, offset, limit }),
    countExecutions(pool, conditions, COUNTED_AT_MOST),
  ]);
  const sizeBytes = await sizeOfTrees(pool, ids);
  if (ids.length > 1 && sizeBytes > mostBytes)
    throw illegalArgument(
      `the ${ids.length} executions of this page hold ${sizeBytes} bytes, and at most ${mostBytes} are answered at once: ask for fewer with \`size\``,
    );
  return { results: await executionsAsJson(runtime, ids), total };
}

/** What must hold of the executions that are asked for. @throws RestError (422) that names what cannot be applied */
export function searchOf(
  query: FilterQuery,
  given: URLSearchParams,
  now: Date,
): readonly ExecutionCondition[] {
  const { namespace, flowId, triggerExecutionId, startDate, endDate, timeRange } = query;
  if (startDate && endDate && startDate > endDate)
    throw illegalArgument('Start date must be before End Date');
  if (startDate && timeRange !== undefined)
    throw illegalArgument("Parameters 'startDate' and 'timeRange' are mutually exclusive");
  const all: ExecutionCondition[] = [];
  if (query.q) all.push({ is: 'found', text: query.q });
  if (namespace !== undefined) all.push({ is: 'within', namespace });
  if (flowId !== undefined) all.push({ is: 'oneOf', column: 'flowId', values: [flowId] });
  if (query.state.length > 0) all.push({ is: 'oneOf', column: 'state', values: query.state });
  if (startDate) all.push({ is: 'dated', column: 'createdAt', operator: '>=', at: startDate });
  if (endDate) all.push({ is: 'dated', column: 'endedAt', operator: '<=', at: endDate });
  if (timeRange !== undefined) all.push(within(timeRange, 'timeRange', now));
  if (triggerExecutionId !== undefined) all.push({ is: 'childOf', executionIds: [triggerExecutionId] });
  if (query.childFilter !== undefined) all.push(ofChildren(query.childFilter));
  if (query.scope.length > 0) all.push(...ofScopes(query.scope));
  for (const { key, value } of readLabels(query.labels)) all.push({ is: 'labelled', key, values: [value] });
  for (const filter of readFilters(given, FIELDS)) all.push(...conditionsOf(filter, now));
  return all;
}

const FIELDS = [
  'q',
  'scope',
  'namespace',
  'flowId',
  'startDate',
  'endDate',
  'timeRange',
  'state',
  'labels',
  'triggerExecutionId',
  'childFilter',
] as const;

type ExecutionFilter = Filter<(typeof FIELDS)[number]>;

function conditionsOf(filter: ExecutionFilter, now: Date): readonly ExecutionCondition[] {
  const { field, operation, values, name } = filter;
  const [value = ''] = values;
  if (filter.key !== null && field !== 'labels') throw unsupported(filter);
  switch (field) {
    case 'q':
      return [negated(filter, equals(filter, { is: 'found', text: value }))];
    case 'namespace':
    case 'flowId':
      return [textCondition(field, filter)];
    case 'state': {
      const unknown = values.find((state) => !(STATES as readonly string[]).includes(state));
      if (unknown !== undefined) throw illegalArgument(`no state '${unknown}' in '${name}'`);
      return [negated(filter, oneOf(filter, { is: 'oneOf', column: 'state', values }))];
    }
    case 'labels':
      return labelConditions(filter);
    case 'triggerExecutionId':
      return [negated(filter, oneOf(filter, { is: 'childOf', executionIds: values }))];
    case 'childFilter':
      if (value !== 'CHILD' && value !== 'MAIN') throw illegalArgument(`'${name}' must be CHILD or MAIN`);
      return [negated(filter, equals(filter, ofChildren(value)))];
    case 'scope': {
      if (!values.every((scope) => scope === 'USER' || scope === 'SYSTEM'))
        throw illegalArgument(`'${name}' must be USER or SYSTEM`);
      const isNot = operation === 'NOT_EQUALS' || operation === 'NOT_IN';
      const other = (scope: string) => (scope === 'USER' ? 'SYSTEM' : 'USER');
      oneOf(filter, { is: 'child' });
      return ofScopes(isNot ? values.map(other) : values);
    }
    case 'timeRange':
      if (operation !== 'EQUALS') throw unsupported(filter);
      return [within(value, name, now)];
    case 'startDate':
    case 'endDate':
      return [dateCondition(field === 'startDate' ? 'createdAt' : 'endedAt', filter)];
  }
}

function textCondition(column: 'namespace' | 'flowId', filter: ExecutionFilter): ExecutionCondition {
  const [text = ''] = filter.values;
  switch (filter.operation) {
    case 'EQUALS':
    case 'NOT_EQUALS':
    case 'IN':
    case 'NOT_IN':
      return negated(filter, { is: 'oneOf', column, values: filter.values });
    case 'CONTAINS':
      return { is: 'like', column, part: 'anywhere', text };
    case 'STARTS_WITH':
      return { is: 'like', column, part: 'atStart', text };
    case 'ENDS_WITH':
      return { is: 'like', column, part: 'atEnd', text };
    case 'PREFIX':
      return column === 'namespace'
        ? { is: 'within', namespace: text }
        : { is: 'like', column, part: 'atStart', text };
    case 'REGEX':
    case 'GREATER_THAN':
    case 'GREATER_THAN_OR_EQUAL_TO':
    case 'LESS_THAN':
    case 'LESS_THAN_OR_EQUAL_TO':
      throw unsupported(filter);
  }
}

function labelConditions(filter: ExecutionFilter): readonly ExecutionCondition[] {
  const { key, values } = filter;
  // Kestra's older screens wrote `filters[labels][EQUALS]=key:value`.
  if (key === null)
    return readLabels(values).map((label) =>
      negated(filter, oneOf(filter, { is: 'labelled', key: label.key, values: [label.value] })),
    );
  return [negated(filter, oneOf(filter, { is: 'labelled', key, values }))];
}

function dateCondition(column: 'createdAt' | 'endedAt', filter: ExecutionFilter): ExecutionCondition {
  const [text = ''] = filter.values;
  const read = instant.safeParse(text);
  if (!read.success) throw illegalArgument(`'${filter.name}' must be a date such as 2026-01-31T00:00:00Z`);
  const dated = (operator: '<' | '<=' | '>' | '>=' | '='): ExecutionCondition => ({
    is: 'dated',
    column,
    operator,
    at: read.data,
  });
  switch (filter.operation) {
    case 'EQUALS':
    case 'NOT_EQUALS':
      return negated(filter, dated('='));
    case 'GREATER_THAN':
      return dated('>');
    case 'GREATER_THAN_OR_EQUAL_TO':
      return dated('>=');
    case 'LESS_THAN':
      return dated('<');
    case 'LESS_THAN_OR_EQUAL_TO':
      return dated('<=');
    case 'IN':
    case 'NOT_IN':
    case 'CONTAINS':
    case 'STARTS_WITH':
    case 'ENDS_WITH':
    case 'PREFIX':
    case 'REGEX':
      throw unsupported(filter);
  }
}

const NEGATIONS: ReadonlySet<string> = new Set(['NOT_EQUALS', 'NOT_IN']);

/** @throws RestError (422) where the operation neither compares nor looks into a list */
function oneOf(filter: ExecutionFilter, condition: ExecutionCondition): ExecutionCondition {
  if (filter.operation === 'IN' || filter.operation === 'NOT_IN') return condition;
  return equals(filter, condition);
}

function equals(filter: ExecutionFilter, condition: ExecutionCondition): ExecutionCondition {
  if (filter.operation !== 'EQUALS' && filter.operation !== 'NOT_EQUALS') throw unsupported(filter);
  return condition;
}

function negated({ operation }: ExecutionFilter, condition: ExecutionCondition): ExecutionCondition {
  return NEGATIONS.has(operation) ? { is: 'not', condition } : condition;
}

function ofChildren(which: 'CHILD' | 'MAIN'): ExecutionCondition {
  return which === 'CHILD' ? { is: 'child' } : { is: 'not', condition: { is: 'child' } };
}

/** Both together are everything. */
function ofScopes(scopes: readonly string[]): readonly ExecutionCondition[] {
  const system: ExecutionCondition = { is: 'oneOf', column: 'namespace', values: [SYSTEM_NAMESPACE] };
  if (new Set(scopes).size !== 1) return [];
  return [scopes[0] === 'SYSTEM' ? system : { is: 'not', condition: system }];
}

function within(timeRange: string, name: string, now: Date): ExecutionCondition {
  const durationMs = parseDuration(timeRange);
  const at = durationMs === undefined ? undefined : new Date(now.getTime() - durationMs);
  if (at === undefined || Number.isNaN(at.getTime()))
    throw illegalArgument(`${name} '${timeRange.slice(0, 50)}' is not a duration such as PT1H`);
  return { is: 'dated', column: 'createdAt', operator: '>=', at };
}
