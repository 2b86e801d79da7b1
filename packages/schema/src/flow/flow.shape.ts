import type { Flow, FlowIssue } from '@headrace/flow';
import type { Flow as FlowRow } from '@headrace/prisma';
import type { SchemaContext } from '../context';

/** A flow's row, whoever read it. */
export interface FlowRowShape extends Omit<FlowRow, 'labels'> {
  readonly labels: unknown;
}

/** A flow as resolvers pass it on: which one, at which revision, and whether that revision was asked for. */
export interface FlowShape {
  readonly row: FlowRowShape;
  readonly revision: number;
  /** Reached by its number: it stays this revision when a newer one is saved. */
  readonly pinned: boolean;
}

export function newestFlow(row: FlowRowShape): FlowShape {
  return { row, revision: row.revision, pinned: false };
}

/** A flow at a revision, deleted or not; null when there is none. */
export async function flowAtRevision(
  context: SchemaContext,
  namespace: string,
  flowId: string,
  revision: number,
): Promise<FlowShape | null> {
  const [row, stored] = await Promise.all([
    context.loaders.flow.load({ namespace, flowId }),
    context.loaders.revision.load({ namespace, flowId, revision }),
  ]);
  return row && stored ? { row, revision, pinned: true } : null;
}

/** The parsed document; null when what is stored cannot be read by this version. */
export function documentOf({ row, revision }: FlowShape, { runtime }: SchemaContext): Promise<Flow | null> {
  return runtime.flows.ofExecution({ namespace: row.namespace, flowId: row.id, revision });
}

export async function revisionOf({ row, revision }: FlowShape, { loaders }: SchemaContext) {
  const stored = await loaders.revision.load({ namespace: row.namespace, flowId: row.id, revision });
  if (!stored) throw new Error(`The revision ${revision} of ${row.namespace}/${row.id} is missing.`);
  return stored;
}

export interface InvalidFlowShape {
  readonly message: string;
  readonly issues: readonly FlowIssue[];
}

/** One sentence about a document that cannot be used. */
export function invalidFlow(issues: readonly FlowIssue[]): InvalidFlowShape {
  const errors = issues.filter((issue) => issue.severity === 'error');
  const [first] = errors;
  if (!first) return { message: 'The flow is not valid.', issues };
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const place = first.path === '' ? '' : `${first.path}: `;
  return { message: `Line ${first.line}: ${place}${first.message}${more}`, issues };
}
