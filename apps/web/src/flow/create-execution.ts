import type { Client } from 'urql';
import { graphql, type ResultOf, type VariablesOf } from '../graphql/graphql';
import { sendWithFiles, UploadError, type UploadOptions } from '../graphql/upload';
import { requestErrorText } from '../ui/notices';
import type { FormLabel } from './form-label';
import type { SentValue } from './form-value';

const CreateExecution_Mutation = graphql(`
  mutation ExecuteDialog_CreateExecution($input: CreateExecutionInput!) {
    createExecution(input: $input) {
      __typename
      ... on CreateExecutionSuccess {
        execution {
          executionId
        }
      }
      ... on Error {
        message
      }
      ... on InvalidInputs {
        issues {
          inputId
          message
        }
      }
      ... on InvalidLabels {
        key
      }
    }
  }
`);

type Answer = ResultOf<typeof CreateExecution_Mutation>['createExecution'];

export type Refusal = Exclude<Answer, { __typename: 'CreateExecutionSuccess' }>;

export type Created =
  | { kind: 'started'; executionId: string }
  | { kind: 'refused'; refusal: Refusal }
  /** There was no answer, or not one that could be used. */
  | { kind: 'failed'; message: string };

export interface CreateRequest {
  namespace: string;
  flowId: string;
  inputs: Readonly<Record<string, SentValue>>;
  files: ReadonlyMap<string, File>;
  labels: readonly FormLabel[];
}

/** Starts an execution: over the usual client, or with its files as one form. */
export async function createExecution(
  client: Client,
  { files, labels, ...request }: CreateRequest,
  upload: UploadOptions,
): Promise<Created> {
  const input = { ...request, labels: [...labels] };
  if (files.size > 0) return createWithFiles(input, files, upload);
  const { data, error } = await client.mutation(CreateExecution_Mutation, { input }).toPromise();
  if (data) return createdFrom(data.createExecution);
  return { kind: 'failed', message: error ? requestErrorText(error) : noData };
}

const noData = 'The server gave no data';

async function createWithFiles(
  request: VariablesOf<typeof CreateExecution_Mutation>['input'],
  files: ReadonlyMap<string, File>,
  upload: UploadOptions,
): Promise<Created> {
  const input = { ...request, files: [...files.keys()].map((id) => ({ inputId: id, file: null })) };
  const parts = [...files.values()].map((file, index) => ({ path: `input.files.${index}.file`, file }));
  try {
    const { data, errors } = await sendWithFiles(CreateExecution_Mutation, { input }, parts, upload);
    if (data) return createdFrom(data.createExecution);
    return { kind: 'failed', message: errors?.[0]?.message ?? noData };
  } catch (error) {
    if (error instanceof UploadError) return { kind: 'failed', message: error.message };
    throw error;
  }
}

function createdFrom(answer: Answer): Created {
  return answer.__typename === 'CreateExecutionSuccess'
    ? { kind: 'started', executionId: answer.execution.executionId }
    : { kind: 'refused', refusal: answer };
}
