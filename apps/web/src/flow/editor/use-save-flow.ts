'use client';

import { useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../../graphql/graphql';
import { requestErrorText, toastError, toastSuccess } from '../../ui/notices';
import type { Conflict } from './conflict-dialog';
import type { FlowCheck } from './use-flow-check';

const SaveFlow_Mutation = graphql(`
  mutation FlowEditor_SaveFlow($input: SaveFlowInput!) {
    saveFlow(input: $input) {
      __typename
      ... on SaveFlowSuccess {
        revisionCreated
        flow {
          id
          namespace
          flowId
          revision
        }
      }
      ... on FlowConflict {
        currentFlow {
          id
          namespace
          flowId
          revision
          source
        }
      }
      ... on InvalidFlow {
        message
      }
    }
  }
`);

interface FlowName {
  namespace: string;
  flowId: string;
}

interface Options {
  edited: FlowName | null;
  /** The revision that the text was begun upon; null for a new flow. */
  revision: number | null;
  /** Asks the server about the text as it is now. */
  ask(source: string): Promise<FlowCheck | null>;
  onInvalid(): void;
  /** `source` is the text as it was sent: more may have been typed since. */
  onSaved(flow: FlowName & { revision: number }, source: string): void;
}

/** Saving, with its two questions: whether another name means another flow, and what to do about a revision of somebody else. */
export function useSaveFlow({ edited, revision, ask, onInvalid, onSaved }: Options) {
  const client = useClient();
  const [saving, setSaving] = useState(false);
  const [renamed, setRenamed] = useState<FlowName | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [isGone, setIsGone] = useState(false);

  const store = async (source: string, expectedRevision: number): Promise<void> => {
    const result = await client
      .mutation(SaveFlow_Mutation, { input: { source, expectedRevision } })
      .toPromise();
    const answer = result.data?.saveFlow;
    if (!answer) return toastError('The flow was not saved', reasonOf(result.error));
    switch (answer.__typename) {
      case 'InvalidFlow':
        await ask(source);
        return onInvalid();
      case 'FlowConflict':
        // Nothing is stored under its name any more: saving once more makes it anew.
        if (answer.currentFlow === null) setIsGone(true);
        else setConflict({ ...answer.currentFlow, isNew: expectedRevision === 0 });
        return;
      case 'SaveFlowSuccess':
        toastSuccess(
          answer.revisionCreated ? `Saved as revision ${answer.flow.revision}` : 'Nothing had changed',
        );
        return onSaved(answer.flow, source);
    }
  };

  /** `mayBeNew`: the reader has agreed that another name means another flow. `over`: that this revision is followed by theirs. */
  const save = async (source: string, agreed: { mayBeNew?: boolean; over?: number } = {}): Promise<void> => {
    if (saving) return;
    setSaving(true);
    try {
      const check = await ask(source);
      if (!check)
        return toastError('The flow was not saved', 'The server did not answer. Your text is still here.');
      if (!check.isValid || check.namespace === null || check.flowId === null) return onInvalid();
      const named = { namespace: check.namespace, flowId: check.flowId };
      const isNew = edited === null || named.namespace !== edited.namespace || named.flowId !== edited.flowId;
      if (isNew && edited !== null && !agreed.mayBeNew && agreed.over === undefined) return setRenamed(named);
      setRenamed(null);
      setConflict(null);
      await store(source, agreed.over ?? (isNew || isGone ? 0 : (revision ?? 0)));
    } finally {
      setSaving(false);
    }
  };

  return {
    save,
    saving,
    renamed,
    conflict,
    /** The flow was deleted while it was edited. */
    isGone,
    closeRenamed: () => setRenamed(null),
    closeConflict: () => setConflict(null),
  };
}

function reasonOf(error: Parameters<typeof requestErrorText>[0] | undefined): string {
  return error ? requestErrorText(error) : 'The server gave no data';
}
