import { Button, Modal } from '@mantine/core';
import classes from './flow-editor.module.css';

interface Props {
  opened: boolean;
  onStay(): void;
  onLeave(): void;
  onDiscard(): void;
}

/** Asks before text that is not saved is left. */
export function LeaveDialog({ opened, onStay, onLeave, onDiscard }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onStay}
      title="Leave without saving?"
      size={500}
      closeButtonProps={{ 'aria-label': 'Stay' }}
    >
      <p className={classes.dialogText}>
        Your text is not saved. This browser can keep it as a draft, and offers it when you come back to this
        editor.
      </p>
      <div className={classes.buttons}>
        <Button variant="subtle" color="red" onClick={onDiscard}>
          Throw it away
        </Button>
        <Button variant="default" onClick={onLeave}>
          Leave, keep a draft
        </Button>
        <Button onClick={onStay} data-autofocus>
          Stay
        </Button>
      </div>
    </Modal>
  );
}
