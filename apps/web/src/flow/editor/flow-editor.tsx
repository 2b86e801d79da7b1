'use client';

import { Button, Skeleton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconDeviceFloppy } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useCallback, useRef, useState } from 'react';
import { useClient } from 'urql';
import type { CodeEditorHandle, CodeNote } from '../../ui/code-editor';
import { agoText } from '../../ui/duration';
import { useLeaveGuard } from '../../ui/leave-guard';
import { PageHeader } from '../../ui/page-header';
import { flowPath } from '../../ui/paths';
import { schemaCompletion } from './completion';
import { ConflictDialog } from './conflict-dialog';
import classes from './flow-editor.module.css';
import { flowSchema } from './flow-schema';
import { LeaveDialog } from './leave-dialog';
import { NewFlowDialog } from './new-flow-dialog';
import { problemRange } from './problem';
import { ProblemList } from './problem-list';
import { useDraft } from './use-draft';
import { useFlowCheck } from './use-flow-check';
import { useSaveFlow } from './use-save-flow';

const CodeEditor = dynamic(() => import('../../ui/code-editor').then((module) => module.CodeEditor), {
  ssr: false,
  loading: () => <Skeleton height="100%" radius={0} />,
});

interface Props {
  /** The flow to change; null to write a new one. */
  edited: { namespace: string; flowId: string } | null;
  stored: string;
  /** The revision of `stored`; null for a new flow. */
  revision: number | null;
}

/** The text of a flow: checked and completed while it is written, and never lost on the way. */
export function FlowEditor({ edited, stored: opened, revision: openedRevision }: Props) {
  const client = useClient();
  const editor = useRef<CodeEditorHandle>(null);
  // What the text is compared with: taking over somebody else's revision makes that the one.
  const [base, setBase] = useState({ source: opened, revision: openedRevision });
  const [source, setSource] = useState(opened);
  const typed = useRef(source);
  typed.current = source;
  const isDirty = source !== base.source;
  const { check, isCurrent, ask } = useFlowCheck(source);
  const draft = useDraft({ edited, source, stored: base.source, revision: base.revision });
  const guard = useLeaveGuard(isDirty);
  const [completion] = useState(() => schemaCompletion(() => flowSchema(client)));

  const problems = check?.problems;
  const notes = useCallback(
    (text: Parameters<typeof problemRange>[0]): CodeNote[] =>
      (problems ?? []).map((problem) => ({
        ...problemRange(text, problem),
        severity: problem.severity === 'ERROR' ? 'error' : 'warning',
        message: problem.message,
      })),
    [problems],
  );

  const { save, saving, renamed, conflict, isGone, closeRenamed, closeConflict } = useSaveFlow({
    edited,
    revision: base.revision,
    ask,
    onInvalid: () => document.getElementById('problems')?.querySelector('button')?.focus(),
    onSaved: (flow, saved) => {
      draft.forget();
      // What was typed while it was being saved is not lost to its success.
      if (typed.current === saved) guard.goOn(flowPath(flow));
      else setBase({ source: saved, revision: flow.revision });
    },
  });
  // Also where the focus is not in the text; there the editor itself listens.
  const isAsking = conflict !== null || renamed !== null || guard.isAsked;
  useHotkeys([['mod+S', () => !isAsking && void save(source)]]);
  const isRenamed =
    edited !== null &&
    check !== null &&
    check.flowId !== null &&
    check.namespace !== null &&
    (check.flowId !== edited.flowId || check.namespace !== edited.namespace);

  return (
    <div className={classes.screen}>
      <PageHeader
        crumbs={[
          { href: '/flows', label: 'Flows' },
          ...(edited ? [{ href: flowPath(edited), label: `${edited.namespace} / ${edited.flowId}` }] : []),
        ]}
        title={edited ? 'Edit flow' : 'New flow'}
        beside={
          <span role="status" aria-live="polite">
            {isDirty && <span className={classes.unsaved}>Unsaved changes</span>}
          </span>
        }
        actions={
          <>
            <Button component={Link} href={edited ? flowPath(edited) : '/flows'} variant="default">
              Cancel
            </Button>
            <Button
              onClick={() => save(source)}
              loading={saving}
              leftSection={<IconDeviceFloppy size={16} />}
            >
              {isRenamed ? 'Save as a new flow' : 'Save'}
            </Button>
          </>
        }
      />
      {draft.offered && (
        <div className={classes.notice} role="region" aria-label="Draft">
          <span>
            This browser kept text of yours that was not saved,{' '}
            {agoText(new Date(draft.offered.atMs).toISOString(), Date.now())}
            {draft.offered.revision !== base.revision && '; the flow was changed since'}.
          </span>
          <Button size="xs" variant="subtle" onClick={draft.forget}>
            Discard
          </Button>
          <Button
            size="xs"
            onClick={() => {
              setBase({ ...base, revision: draft.offered?.revision ?? base.revision });
              setSource(draft.offered?.source ?? source);
              draft.settle();
            }}
          >
            Restore
          </Button>
        </div>
      )}
      {isRenamed && (
        <div className={classes.notice} role="status">
          <span>
            The text names {check.namespace}.{check.flowId}: saving it makes a new flow, and{' '}
            {edited.namespace}.{edited.flowId} stays as it is.
          </span>
        </div>
      )}
      {isGone && (
        <div className={classes.notice} role="alert">
          <span>
            The flow was deleted while you wrote. Nothing was saved; saving once more creates it anew.
          </span>
        </div>
      )}
      <div className={classes.frame} id="problems">
        <CodeEditor
          fill
          handle={editor}
          value={source}
          label="Source of the flow"
          completion={completion}
          notes={notes}
          onChange={setSource}
          onSave={() => save(source)}
        />
        <ProblemList
          problems={check && check.problems}
          isOld={!isCurrent}
          onChoose={({ line, column }) => editor.current?.goTo(line, column)}
        />
      </div>
      <LeaveDialog
        opened={guard.isAsked}
        onStay={guard.stay}
        onLeave={() => {
          draft.keepNow();
          guard.leave();
        }}
        onDiscard={() => {
          setSource(base.source);
          draft.forget();
          guard.leave();
        }}
      />
      {edited && (
        <NewFlowDialog
          edited={edited}
          named={renamed}
          onCancel={closeRenamed}
          onSave={() => save(source, { mayBeNew: true })}
        />
      )}
      <ConflictDialog
        conflict={conflict}
        source={source}
        saving={saving}
        onKeepWriting={closeConflict}
        onTakeTheirs={() => {
          if (conflict) {
            draft.forget();
            setBase({ source: conflict.source, revision: conflict.revision });
            setSource(conflict.source);
          }
          closeConflict();
        }}
        onOverwrite={() => save(source, { over: conflict?.revision })}
      />
    </div>
  );
}
