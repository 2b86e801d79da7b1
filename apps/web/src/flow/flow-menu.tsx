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

const DeleteFlow_Mutation = graphql(`
  mutation DeleteFlow($input: DeleteFlowInput!) {
    deleteFlow(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

/** A menu with the deletion of a flow, which asks and says what goes and what stays. */
export function FlowMenu({ namespace, flowId }: { namespace: string; flowId: string }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [{ fetching }, deleteFlow] = useMutation(DeleteFlow_Mutation);

  const confirm = async () => {
    const { data, error } = await deleteFlow({ input: { namespace, flowId } });
    if (!data) {
      toastError('The flow was not deleted', error ? requestErrorText(error) : 'The server gave no data');
      return;
    }
    // Somebody else may have deleted it just before: it is gone either way.
    toastSuccess(`${flowId} is deleted`);
    forgetEntries();
    router.replace('/flows');
  };

  return (
    <>
      <MoreMenu label="More about this flow">
        <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={() => setAsking(true)}>
          Delete flow
        </Menu.Item>
      </MoreMenu>
      <ConfirmDialog
        opened={asking}
        title="Delete this flow?"
        action="Delete flow"
        busy={fetching}
        onConfirm={confirm}
        onCancel={() => setAsking(false)}
      >
        <strong>
          {namespace}.{flowId}
        </strong>{' '}
        can no longer be started, not by its triggers either. Its executions and their logs stay, and what
        runs goes on. Saving a flow of this name brings it back.
      </ConfirmDialog>
    </>
  );
}
