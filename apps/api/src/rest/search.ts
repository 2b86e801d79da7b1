import { type ExecutionFilter, type Runtime, STATES } from '@headrace/runtime';
import { whereExecution } from '@headrace/schema';
import { illegalArgument, RestError } from './errors';
import { executionsAsJson } from './execution.json';
import { readLabel } from './label';

/** Kestra's paging by number; offsets beyond this would make the database count for seconds. */
const MAX_OFFSET = 100_000;

const SORTABLE: Readonly<Record<string, string>> = {
  id: 'id',
  namespace: 'namespace',
  flowId: 'flowId',
  'state.current': 'state',
  'state.startDate': 'createdAt',
  'state.endDate': 'endedAt',
};

/** One page of executions in Kestra's JSON. `exactNamespace`: the namespace without those below. */
export async function searchExecutions(
  runtime: Runtime,
  { searchParams }: URL,
  { exactNamespace = false } = {},
): Promise<{ results: object[]; total: number }> {
  const { prisma } = runtime.database;
  const page = pageNumber(searchParams, 'page', 1);
  const size = Math.min(pageNumber(searchParams, 'size', 10), 1000);
  const skip = (page - 1) * size;
  if (skip > MAX_OFFSET) throw illegalArgument(`pages further than ${MAX_OFFSET} results are not served`);
  const filter = filterOf(searchParams);
  const exactly = exactNamespace && filter.namespace ? { namespace: filter.namespace } : {};
  const where = { AND: [whereExecution(filter), exactly] };
  const [rows, total] = await Promise.all([
    prisma.execution.findMany({
      where,
      orderBy: orderOf(searchParams),
      skip,
      take: size,
      select: { id: true },
    }),
    prisma.execution.count({ where }),
  ]);
  const ids = rows.map(({ id }) => id);
  return { results: await executionsAsJson(runtime, ids), total };
}

function pageNumber(parameters: URLSearchParams, name: string, byDefault: number): number {
  const text = parameters.get(name);
  if (text === null) return byDefault;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new RestError(422, `Invalid format: ${name} '${text}' is not a number from 1 on`);
  return number;
}

function orderOf(parameters: URLSearchParams): Record<string, 'asc' | 'desc'>[] {
  const wanted = parameters.getAll('sort').map((sort): Record<string, 'asc' | 'desc'> => {
    const [field = '', direction = 'asc'] = sort.split(':');
    const column = SORTABLE[field];
    if (!column || (direction !== 'asc' && direction !== 'desc'))
      throw new RestError(422, `Invalid format: cannot sort by '${sort}'`);
    return { [column]: direction };
  });
  return [...(wanted.length > 0 ? wanted : [{ createdAt: 'desc' as const }]), { id: 'desc' }];
}

/** @throws RestError (422) when a parameter cannot be read */
function filterOf(parameters: URLSearchParams): ExecutionFilter {
  const states = parameters.getAll('state');
  for (const state of states)
    if (!(STATES as readonly string[]).includes(state))
      throw new RestError(422, `Invalid format: no state '${state}'`);
  const createdAfter = instant(parameters, 'startDate');
  const endDate = instant(parameters, 'endDate');
  if (createdAfter && endDate && createdAfter > endDate)
    throw illegalArgument('Start date must be before End Date');
  return {
    namespace: parameters.get('namespace'),
    flowId: parameters.get('flowId'),
    text: parameters.get('q'),
    states: states.length > 0 ? states : null,
    labels: parameters.getAll('labels').map(readLabel),
    createdAfter,
    // The filter's end is exclusive, Kestra's is not.
    createdBefore: endDate && new Date(endDate.getTime() + 1),
  };
}

function instant(parameters: URLSearchParams, name: string): Date | undefined {
  const text = parameters.get(name);
  if (text === null || text === '') return undefined;
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new RestError(422, `Invalid format: ${name} '${text}' is not an instant`);
  return date;
}
