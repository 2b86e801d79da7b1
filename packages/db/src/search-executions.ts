import type pg from 'pg';

/** One thing that must hold of an execution; `not` turns it round. */
export type ExecutionCondition =
  | {
      readonly is: 'oneOf';
      readonly column: 'namespace' | 'flowId' | 'state';
      readonly values: readonly string[];
    }
  | {
      readonly is: 'like';
      readonly column: 'namespace' | 'flowId';
      readonly part: 'anywhere' | 'atStart' | 'atEnd';
      readonly text: string;
    }
  /** The namespace itself and everything below. */
  | { readonly is: 'within'; readonly namespace: string }
  | { readonly is: 'labelled'; readonly key: string; readonly values: readonly string[] }
  | {
      readonly is: 'dated';
      readonly column: 'createdAt' | 'endedAt';
      readonly operator: '<' | '<=' | '>' | '>=' | '=';
      readonly at: Date;
    }
  /** Started by a task of one of these executions. */
  | { readonly is: 'childOf'; readonly executionIds: readonly string[] }
  /** Started by a task of any execution. */
  | { readonly is: 'child' }
  /** Start of the id, or part of the flow id or the namespace (upper and lower case alike). */
  | { readonly is: 'found'; readonly text: string }
  | { readonly is: 'not'; readonly condition: ExecutionCondition };

export interface ExecutionOrder {
  readonly column: keyof typeof COLUMNS;
  readonly direction: 'asc' | 'desc';
}

/** A page of a search: all conditions hold; what the order leaves open is newest first. */
export interface ExecutionSearch {
  readonly conditions: readonly ExecutionCondition[];
  readonly order: readonly ExecutionOrder[];
  readonly offset: number;
  readonly limit: number;
}

const COLUMNS = {
  id: 'id',
  namespace: 'namespace',
  flowId: 'flow_id',
  state: 'state',
  createdAt: 'created_at',
  endedAt: 'ended_at',
} as const;

/** Ids of a page of executions, in its order. */
export async function searchExecutionIds(pool: pg.Pool, search: ExecutionSearch): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(searchStatement(search));
  return rows.map(({ id }) => id);
}

/** The statement of a search. Its order is one that the indexes of the lists have. */
export function searchStatement({ conditions, order, offset, limit }: ExecutionSearch): pg.QueryConfig {
  const { where, values } = whereOf(conditions);
  const by = [...order, { column: 'id', direction: 'desc' } as const]
    .map(({ column, direction }) => `${COLUMNS[column]} ${direction === 'asc' ? 'ASC' : 'DESC'}`)
    .join(', ');
  return {
    text: `SELECT id FROM executions WHERE ${where} ORDER BY ${by} OFFSET $${values.length + 1} LIMIT $${values.length + 2}`,
    values: [...values, offset, limit],
  };
}

/** How many executions there are, counted up to `most`. */
export async function countExecutions(
  pool: pg.Pool,
  conditions: readonly ExecutionCondition[],
  most: number,
): Promise<number> {
  const { where, values } = whereOf(conditions);
  const { rows } = await pool.query<{ found: number }>(
    `SELECT count(*)::int AS found FROM (SELECT 1 FROM executions WHERE ${where} LIMIT $${values.length + 1}) counted`,
    [...values, most],
  );
  return rows[0]?.found ?? 0;
}

type Parameter = string | Date | readonly string[];

function whereOf(conditions: readonly ExecutionCondition[]): { where: string; values: Parameter[] } {
  const values: Parameter[] = [];
  const parameter = (value: Parameter) => `$${values.push(value)}`;
  const where = conditions.map((condition) => `(${sqlOf(condition, parameter)})`).join(' AND ');
  return { where: where || 'true', values };
}

function likeSql(part: 'anywhere' | 'atStart' | 'atEnd', column: string, text: string): string {
  switch (part) {
    case 'anywhere':
      return `position(lower(${text}) IN lower(${column})) > 0`;
    case 'atStart':
      return `starts_with(${column}, ${text})`;
    case 'atEnd':
      return `right(${column}, length(${text})) = ${text}`;
  }
}

const PARENT = `trigger #>> '{variables,executionId}'`;

function sqlOf(condition: ExecutionCondition, parameter: (value: Parameter) => string): string {
  switch (condition.is) {
    case 'oneOf': {
      const { column, values } = condition;
      // Of one value an index gives the order of what follows in it, of a list it does not.
      const [only] = values;
      if (values.length === 1 && only !== undefined) return `${COLUMNS[column]} = ${parameter(only)}`;
      return `${COLUMNS[column]} = ANY(${parameter(values)}::text[])`;
    }
    case 'like':
      return likeSql(condition.part, COLUMNS[condition.column], `${parameter(condition.text)}::text`);
    case 'within': {
      const namespace = `${parameter(condition.namespace)}::text`;
      return `namespace = ${namespace} OR starts_with(namespace, ${namespace} || '.')`;
    }
    case 'labelled':
      return condition.values
        .map(
          (value) =>
            `labels @> jsonb_build_array(jsonb_build_object('key', ${parameter(condition.key)}::text, 'value', ${parameter(value)}::text))`,
        )
        .join(' OR ');
    case 'dated':
      return `${COLUMNS[condition.column]} ${condition.operator} ${parameter(condition.at)}`;
    case 'childOf':
      return `${PARENT} = ANY(${parameter(condition.executionIds)}::text[])`;
    case 'child':
      return `${PARENT} IS NOT NULL`;
    case 'found': {
      const text = `${parameter(condition.text)}::text`;
      return `starts_with(id, ${text}) OR position(lower(${text}) IN lower(flow_id)) > 0 OR position(lower(${text}) IN lower(namespace)) > 0`;
    }
    case 'not':
      // What has no such value at all is not like it either.
      return `(${sqlOf(condition.condition, parameter)}) IS NOT TRUE`;
  }
}

/** About how many bytes of JSON these executions are, task runs and outputs included. */
export async function sizeOfTrees(pool: pg.Pool, ids: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>({
    name: 'headrace_size_of_trees',
    text: `SELECT coalesce(sum(bytes), 0) AS bytes FROM (
      SELECT octet_length(outputs::text) AS bytes FROM outputs WHERE execution_id = ANY($1::varchar[])
      UNION ALL SELECT 600 + octet_length(history::text) FROM task_runs WHERE execution_id = ANY($1::varchar[])
      UNION ALL SELECT 600 + octet_length(concat(inputs::text, outputs::text, trigger::text, labels::text, history::text))
        FROM executions WHERE id = ANY($1::varchar[])) parts`,
    values: [ids],
  });
  return Number(rows[0]?.bytes ?? 0);
}
