import { type Client, Refused } from './client';
import { NAMESPACE } from './flows';

/** A state with its history, as the REST layer tells it. */
interface StateJson {
  readonly current: string;
  readonly histories: readonly { readonly state: string; readonly date: string }[];
  readonly startDate: string;
  readonly endDate?: string;
}

/** What is read of an execution in Kestra's JSON. */
export interface ExecutionJson {
  readonly id: string;
  readonly state: StateJson;
  readonly taskRunList?: readonly { readonly state: StateJson }[];
}

/** The sentence with which a flow is refused that this version cannot run. */
const CANNOT_RUN = 'cannot be run by this version yet';

/** Saves a flow. False = this version cannot run it. */
export async function saveFlow(client: Client, source: string): Promise<boolean> {
  try {
    await client.send({
      method: 'POST',
      path: '/api/v1/flows',
      body: source,
      contentType: 'application/x-yaml',
    });
    return true;
  } catch (error) {
    if (error instanceof Refused && error.body.includes(CANNOT_RUN)) return false;
    throw error;
  }
}

/** @throws Error when it is refused: the benchmark cannot do without it */
export async function saveKnownFlow(client: Client, source: string): Promise<void> {
  if (!(await saveFlow(client, source))) throw new Error(`This version cannot run:\n${source}`);
}

/** Starts an execution over REST with the cheapest request there is: no body. Answers the JSON as text. */
export function startOverRest(client: Client, flowId: string): Promise<string> {
  return client.send({ method: 'POST', path: `/api/v1/executions/${NAMESPACE}/${flowId}` });
}

/** The same; the answer comes when the execution has ended. */
export function startAndWait(client: Client, flowId: string): Promise<string> {
  return client.send({ method: 'POST', path: `/api/v1/executions/${NAMESPACE}/${flowId}?wait=true` });
}

/** Starts an execution over GraphQL and asks for nothing but its id. */
export async function startOverGraphql(client: Client, flowId: string): Promise<string> {
  const body = JSON.stringify({
    query:
      'mutation Start($input: CreateExecutionInput!) { createExecution(input: $input) { ... on CreateExecutionSuccess { execution { executionId } } } }',
    variables: { input: { namespace: NAMESPACE, flowId } },
  });
  const text = await client.send({ method: 'POST', path: '/graphql', body, contentType: 'application/json' });
  if (!text.includes('"execution":{"executionId":"'))
    throw new Error(`GraphQL answered ${text.slice(0, 500)}`);
  return text;
}

export function executionOf(text: string): ExecutionJson {
  return JSON.parse(text) as ExecutionJson;
}

export async function readExecution(client: Client, id: string): Promise<ExecutionJson> {
  return executionOf(await client.send({ method: 'GET', path: `/api/v1/executions/${id}` }));
}

/** How many executions of a flow are in a state. */
export async function countExecutions(client: Client, flowId: string, state: string): Promise<number> {
  const text = await client.send({
    method: 'GET',
    path: `/api/v1/executions/search?namespace=${NAMESPACE}&flowId=${flowId}&state=${state}&size=1`,
  });
  return (JSON.parse(text) as { total: number }).total;
}

/** From the creation to the end, by the stored times. */
export function durationMsOf({ state }: ExecutionJson): number {
  if (state.endDate === undefined) throw new Error(`An execution has not ended: it is ${state.current}`);
  return Date.parse(state.endDate) - Date.parse(state.startDate);
}

/** From the creation of the execution to the moment at which its first task run was running, by the stored times. */
export function firstTaskMsOf({ id, state, taskRunList }: ExecutionJson): number {
  const running = taskRunList?.[0]?.state.histories.find((entry) => entry.state === 'RUNNING');
  if (!running) throw new Error(`No task of execution ${id} was running`);
  return Date.parse(running.date) - Date.parse(state.startDate);
}
