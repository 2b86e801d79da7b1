import { Button, Modal } from '@mantine/core';
import classes from './flow-editor.module.css';

interface FlowName {
  namespace: string;
  flowId: string;
}

interface Props {
  edited: FlowName;
  /** What the text names now; null while nothing is asked. */
  named: FlowName | null;
  onCancel(): void;
  onSave(): void;
}

/** Says that a text with another name is another flow, before it becomes one. */
export function NewFlowDialog({ edited, named, onCancel, onSave }: Props) {
  return (
    <Modal
      opened={named !== null}
      onClose={onCancel}
      title="Save as a new flow?"
      size={520}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p className={classes.dialogText}>
        The text now names{' '}
        <strong>
          {named?.namespace}.{named?.flowId}
        </strong>
        . A flow cannot be renamed: saving makes a second flow of that name, and{' '}
        <strong>
          {edited.namespace}.{edited.flowId}
        </strong>{' '}
        stays as it is, with its triggers and executions.
      </p>
      <div className={classes.buttons}>
        <Button variant="default" onClick={onCancel} data-autofocus>
          Back to the text
        </Button>
        <Button onClick={onSave}>Save as a new flow</Button>
      </div>
    </Modal>
  );
}
