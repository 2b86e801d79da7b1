'use client';

import { Menu } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../graphql/graphql';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { forgetEntries } from '../ui/entry-memory';
import { MoreMenu } from '../ui/more-menu';
import { requestErrorText, toastError, toastSuccess } from '../ui/notices';
import { shortId } from './execution-table';
import { isEnded } from './state';
import type { ExecutionSnapshot } from './use-execution';

const DeleteExecution_Mutation = graphql(`
  mutation DeleteExecution($input: DeleteExecutionInput!) {
    deleteExecution(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

/** A menu with the deletion of an execution, which asks and says what goes. */
export function ExecutionMenu({ execution }: { execution: ExecutionSnapshot }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [{ fetching }, deleteExecution] = useMutation(DeleteExecution_Mutation);
  const ended = isEnded(execution.state);

  const confirm = async () => {
    const { data, error } = await deleteExecution({ input: { executionId: execution.id } });
    const answer = data?.deleteExecution;
    if (!answer || answer.__typename === 'ExecutionNotEnded') {
      toastError(
        'The execution was not deleted',
        answer?.message ?? (error ? requestErrorText(error) : 'The server gave no data'),
      );
      return;
    }
    // Somebody else may have deleted it just before: it is gone either way.
    toastSuccess(`Execution ${shortId(execution.id)} is deleted`);
    forgetEntries();
    router.replace('/executions');
  };

  return (
    <>
      <MoreMenu label="More about this execution">
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={15} />}
          disabled={!ended}
          onClick={() => setAsking(true)}
        >
          {ended ? 'Delete execution' : 'Delete, once it has ended'}
        </Menu.Item>
      </MoreMenu>
      <ConfirmDialog
        opened={asking}
        title="Delete this execution?"
        action="Delete execution"
        busy={fetching}
        onConfirm={confirm}
        onCancel={() => setAsking(false)}
      >
        Execution <span className="mono">{shortId(execution.id)}</span> of {execution.flowId} goes, with its
        task runs, inputs, outputs, log and files. This cannot be undone.
      </ConfirmDialog>
    </>
  );
}
