'use client';

import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useClient } from 'urql';
import { ExecuteDialog } from '../flow/execute-dialog';
import { type FormInput, FormInput_Fields } from '../flow/form-input';
import { graphql } from '../graphql/graphql';
import { requestErrorText, toastError } from '../ui/notices';
import type { ExecutionSnapshot } from './use-execution';

const RunAgain_Query = graphql(
  `
    query RunAgain($namespace: String!, $flowId: String!) {
      flow(namespace: $namespace, flowId: $flowId) {
        namespace
        flowId
        revision
        disabled
        inputs {
          ...FormInput
        }
      }
    }
  `,
  [FormInput_Fields],
);

interface Flow {
  namespace: string;
  flowId: string;
  revision: number;
  disabled: boolean;
  inputs: readonly FormInput[];
}

/** Opens the form of the flow, as it is now, with what this execution was started with. */
export function RunAgain({ execution }: { execution: ExecutionSnapshot }) {
  const client = useClient();
  const [flow, setFlow] = useState<Flow | null>(null);
  const [opened, setOpened] = useState(false);
  const [asking, setAsking] = useState(false);

  const open = async () => {
    setAsking(true);
    const { namespace, flowId } = execution;
    const { data, error } = await client
      .query(RunAgain_Query, { namespace, flowId }, { requestPolicy: 'network-only' })
      .toPromise();
    setAsking(false);
    if (!data) return toastError('The flow could not be read', error ? requestErrorText(error) : '');
    if (!data.flow) return toastError('It cannot run again', 'Its flow was deleted.');
    if (data.flow.disabled) return toastError('It cannot run again', 'Its flow is disabled.');
    setFlow(data.flow);
    setOpened(true);
  };

  return (
    <>
      <Button leftSection={<IconRefresh size={16} />} onClick={open} loading={asking}>
        Run again
      </Button>
      {flow && (
        <ExecuteDialog
          flow={flow}
          given={execution.inputs}
          hint={
            flow.revision === execution.flowRevision
              ? undefined
              : `It runs revision ${flow.revision}; this execution ran revision ${execution.flowRevision}.`
          }
          opened={opened}
          onClose={() => setOpened(false)}
        />
      )}
    </>
  );
}
