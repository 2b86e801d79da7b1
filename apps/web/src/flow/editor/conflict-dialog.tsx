import { Button, Modal, Skeleton } from '@mantine/core';
import dynamic from 'next/dynamic';
import classes from './flow-editor.module.css';

const TextComparison = dynamic(
  () => import('../../ui/text-comparison').then((module) => module.TextComparison),
  { ssr: false, loading: () => <Skeleton height={280} /> },
);

/** What is stored under the name of the text that was to be saved. */
export interface Conflict {
  namespace: string;
  flowId: string;
  revision: number;
  source: string;
  /** The text was meant to be a new flow. */
  isNew: boolean;
}

interface Props {
  conflict: Conflict | null;
  source: string;
  saving: boolean;
  onKeepWriting(): void;
  onTakeTheirs(): void;
  onOverwrite(): void;
}

/** Shows what somebody else saved in the meantime beside one's own text, and lets one choose knowingly. */
export function ConflictDialog({
  conflict,
  source,
  saving,
  onKeepWriting,
  onTakeTheirs,
  onOverwrite,
}: Props) {
  return (
    <Modal
      opened={conflict !== null}
      onClose={onKeepWriting}
      title={conflict?.isNew ? 'A flow of this name exists' : 'The flow was changed in the meantime'}
      size={1100}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {conflict && (
        <>
          <p className={classes.dialogText}>
            {conflict.isNew
              ? `${conflict.namespace}.${conflict.flowId} is stored already, at revision ${conflict.revision}. Nothing was saved.`
              : `Revision ${conflict.revision} was saved after you opened the editor. Nothing of yours was saved, and nothing is lost.`}
          </p>
          <div className={classes.sides} aria-hidden>
            <span>Stored: revision {conflict.revision}</span>
            <span>Yours</span>
          </div>
          <TextComparison
            className={classes.compare}
            before={{ text: conflict.source, label: `Stored text, revision ${conflict.revision}` }}
            after={{ text: source, label: 'Your text' }}
          />
          <div className={classes.buttons}>
            <Button variant="default" onClick={onKeepWriting} data-autofocus>
              Keep writing
            </Button>
            <Button variant="default" onClick={onTakeTheirs}>
              Take the stored text
            </Button>
            <Button color="red" onClick={onOverwrite} loading={saving}>
              Save mine as revision {conflict.revision + 1}
            </Button>
          </div>
        </>
      )}
    </Modal>
  );
}
