'use client';

import { yaml } from '@codemirror/lang-yaml';
import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { codeLook } from './code-look';

interface Side {
  text: string;
  label: string;
}

/** Two texts side by side, to read: what differs is marked, what does not is folded. */
export function TextComparison({
  before,
  after,
  className,
}: {
  before: Side;
  after: Side;
  className?: string;
}) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    const side = ({ text, label }: Side) => ({
      doc: text,
      extensions: [
        lineNumbers(),
        yaml(),
        codeLook,
        EditorView.lineWrapping,
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': label, 'aria-readonly': 'true' }),
      ],
    });
    const view = new MergeView({
      parent: host.current,
      a: side(before),
      b: side(after),
      collapseUnchanged: { margin: 3, minSize: 6 },
    });
    return () => view.destroy();
  }, [before.text, before.label, after.text, after.label]);
  return <div ref={host} className={className} />;
}
