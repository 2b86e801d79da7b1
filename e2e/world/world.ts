import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '@headrace/testkit';
import { type Program, startProgram } from './process';

/** A whole product with a database of its own, and ways to ask it without the browser. */
export interface World {
  address: string;
  /** Sends a GraphQL request. Throws when the answer holds errors. */
  graphql<Data>(query: string, variables?: Record<string, unknown>): Promise<Data>;
  saveFlow(source: string): Promise<void>;
  /** Starts a flow of the namespace `e2e` (or another) and answers the id of the execution. */
  execute(flowId: string, options?: ExecuteOptions): Promise<string>;
  /**
   * Starts a flow while the worker stands still, lets the page get ready to watch, and only then lets it run:
   * what the page sees is live, however slow the machine is.
   */
  executeWatched(flowId: string, getReady: (id: string) => Promise<void>): Promise<string>;
  /** Every log line that the server holds of an execution, in order. */
  logMessages(executionId: string): Promise<string[]>;
  /** Kills the api as a crash would, and starts it again at the same address. */
  crashApi(): Promise<{ restart(): Promise<void> }>;
  close(): Promise<void>;
}

export async function createWorld(): Promise<World> {
  const database = await createDatabase();
  const storage = await mkdtemp(join(tmpdir(), 'headrace-files-'));
  const env = {
    DATABASE_URL: database.url,
    HEADRACE_STORAGE: storage,
    HEADRACE_ENCRYPTION_KEY: btoa('k'.repeat(32)),
    HEADRACE_LOG_LEVEL: 'warn',
  };
  let api: Program = await startProgram('api', { ...env, HEADRACE_PORT: '0' });
  const worker = await startProgram('worker', env);
  const address = api.address;
  if (!address) throw new Error('The api did not say where it serves');

  async function graphql<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: Data; errors?: unknown };
    if (errors || !data) throw new Error(`GraphQL: ${JSON.stringify(errors)}`);
    return data;
  }

  async function execute(
    flowId: string,
    { namespace = 'e2e', inputs }: ExecuteOptions = {},
  ): Promise<string> {
    const { createExecution } = await graphql<{ createExecution: { execution?: { id: string } } }>(
      `mutation ($input: CreateExecutionInput!) { createExecution(input: $input) { ... on CreateExecutionSuccess { execution { id: executionId } } ... on Error { message } } }`,
      { input: { namespace, flowId, inputs } },
    );
    if (!createExecution.execution) throw new Error(`Not started: ${JSON.stringify(createExecution)}`);
    return createExecution.execution.id;
  }

  return {
    address,
    graphql,
    saveFlow: async (source) => {
      const { saveFlow } = await graphql<{ saveFlow: { __typename: string } }>(
        `mutation ($source: String!) { saveFlow(input: { source: $source }) { __typename ... on InvalidFlow { issues { message line } } } }`,
        { source },
      );
      if (saveFlow.__typename !== 'SaveFlowSuccess')
        throw new Error(`The flow is not valid: ${JSON.stringify(saveFlow)}`);
    },
    execute,
    executeWatched: async (flowId, getReady) => {
      worker.pause();
      try {
        const id = await execute(flowId);
        await getReady(id);
        return id;
      } finally {
        worker.resume();
      }
    },
    logMessages: async (executionId) => {
      const messages: string[] = [];
      let after: string | null = null;
      for (;;) {
        const { logs }: LogsAnswer = await graphql<LogsAnswer>(
          `query ($executionId: String!, $after: Cursor) { logs(executionId: $executionId, first: 100, after: $after) { edges { node { message } } pageInfo { hasNextPage endCursor } } }`,
          { executionId, after },
        );
        messages.push(...logs.edges.map((edge) => edge.node.message));
        if (!logs.pageInfo.hasNextPage) return messages;
        after = logs.pageInfo.endCursor;
      }
    },
    crashApi: async () => {
      await api.kill();
      return {
        restart: async () => {
          api = await startProgram('api', { ...env, HEADRACE_PORT: new URL(address).port });
        },
      };
    },
    close: async () => {
      await Promise.all([api.stop(), worker.stop()]);
      await database.drop();
      await rm(storage, { recursive: true, force: true });
    },
  };
}

interface ExecuteOptions {
  namespace?: string;
  inputs?: unknown;
}

interface LogsAnswer {
  logs: {
    edges: { node: { message: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}
