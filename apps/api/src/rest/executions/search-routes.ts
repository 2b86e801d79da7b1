import { type DeleteExecutionsResult, searchExecutionIds } from '@headrace/runtime';
import { z } from 'zod';
import { answerJson } from '../answer';
import { answerBulk, type BulkResult, idsSchema, MOST_AT_ONCE, readIds } from '../bulk';
import { endpoint, type Endpoint } from '../endpoint';
import { illegalArgument } from '../errors';
import type { RestPorts } from '../ports';
import { executionSchema } from './answers';
import { deleteManyQuery, filterQuery, listQuery, searchQuery } from './params';
import { searchExecutions, searchOf } from './search';

const page = {
  description: 'A page; `total` is counted up to ten thousand.',
  schema: z.object({ results: z.array(executionSchema), total: z.number() }),
};
const bulk = {
  200: { description: 'How many.', schema: z.object({ count: z.number() }) },
  errors: [400],
} as const;

/** Lists of executions, and what is done to all of a list. */
export function executionListEndpoints({ runtime }: RestPorts): readonly Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/executions/search',
      operation: 'searchExecutions',
      summary: 'Search executions, newest first. All that is given must hold.',
      query: searchQuery,
      hasFilters: true,
      answers: { 200: page },
      handle: async ({ context, query, url }) =>
        answerJson(
          context,
          await searchExecutions(runtime, searchOf(query, url.searchParams, runtime.clock.now()), query),
        ),
    }),
    endpoint({
      method: 'GET',
      path: '/executions',
      operation: 'searchExecutionsByFlowId',
      summary: 'The executions of one flow, newest first.',
      query: listQuery,
      answers: { 200: page, errors: [400] },
      handle: async ({ context, query }) =>
        answerJson(
          context,
          await searchExecutions(
            runtime,
            [
              { is: 'oneOf', column: 'namespace', values: [query.namespace] },
              { is: 'oneOf', column: 'flowId', values: [query.flowId] },
            ],
            query,
          ),
        ),
    }),
    endpoint({
      method: 'DELETE',
      path: '/executions/by-ids',
      operation: 'deleteExecutionsByIds',
      summary: 'Delete ended executions: all of them, or none where one cannot be.',
      query: deleteManyQuery,
      body: { types: ['application/json'], schema: idsSchema, isRequired: true },
      answers: bulk,
      async handle({ context }) {
        const ids = await readIds(context.env.body);
        // Given up half-way, nobody would know what is gone.
        context.env.mayTakeItsTime();
        return answerBulk(context, 'delete', deletionOf(await runtime.deleteExecutions(ids)));
      },
    }),
    endpoint({
      method: 'DELETE',
      path: '/executions/by-query',
      operation: 'deleteExecutionsByQuery',
      summary: 'Delete all executions that a search finds: all of them, or none where one has not ended.',
      query: { ...filterQuery, ...deleteManyQuery },
      hasFilters: true,
      answers: bulk,
      async handle({ context, query, url }) {
        context.env.mayTakeItsTime();
        const conditions = searchOf(query, url.searchParams, runtime.clock.now());
        const page = { conditions, order: [], offset: 0, limit: MOST_AT_ONCE + 1 };
        const ids = await searchExecutionIds(runtime.database.pool, page);
        if (ids.length > MOST_AT_ONCE)
          throw illegalArgument(`the search finds more than ${MOST_AT_ONCE} executions: narrow it`);
        return answerBulk(context, 'delete', deletionOf(await runtime.deleteExecutions(ids)));
      },
    }),
  ];
}

/** Kestra says the same of one that there is not and of one that has not ended. */
function deletionOf(result: DeleteExecutionsResult): BulkResult {
  switch (result.kind) {
    case 'deleted':
      return { kind: 'done', count: result.executionIds.length };
    case 'refused':
      return {
        kind: 'refused',
        invalids: result.undeletable.map(({ executionId, reason }) => ({
          id: executionId,
          message: reason === 'notEnded' ? 'execution not found: it has not ended' : 'execution not found',
        })),
      };
  }
}
