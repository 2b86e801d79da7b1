import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  opened: boolean;
  title: string;
  children: ReactNode;
  /** What the red button does, as a verb. */
  action: string;
  busy: boolean;
  onConfirm(): void;
  onCancel(): void;
}

/** Asks before something is done that cannot be undone. The focus is on the way out. */
export function ConfirmDialog({ opened, title, children, action, busy, onConfirm, onCancel }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onCancel}
      title={title}
      size={480}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div style={{ overflowWrap: 'anywhere' }}>{children}</div>
      <Group justify="flex-end" gap={8} mt="lg">
        <Button variant="default" onClick={onCancel} data-autofocus>
          Cancel
        </Button>
        <Button color="red" onClick={onConfirm} loading={busy}>
          {action}
        </Button>
      </Group>
    </Modal>
  );
}
