'use client';

import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { basicSetup, EditorView } from 'codemirror';
import { useEffect, useRef } from 'react';
import classes from './code-editor.module.css';

const look = EditorView.theme({
  '&': { fontSize: '13px', backgroundColor: 'transparent', color: 'var(--hr-text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--hr-mono)', lineHeight: '1.6' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--hr-faint)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 8px 0 14px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--hr-hover)' },
  '.cm-cursor': { borderLeftColor: 'var(--hr-text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--hr-accent) 25%, transparent) !important',
  },
  '.cm-foldPlaceholder': {
    background: 'var(--hr-sunken)',
    border: '1px solid var(--hr-border)',
    color: 'var(--hr-muted)',
  },
});

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--hr-accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--hr-success-fg)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'var(--hr-running-fg)' },
  { tag: tags.comment, color: 'var(--hr-faint)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--hr-muted)' },
]);

interface Props {
  value: string;
  label: string;
  onChange?: (value: string) => void;
  onSave?: () => void;
}

/** YAML with line numbers and colours; read-only without `onChange`. */
export function CodeEditor({ value, label, onChange, onSave }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const handlers = useRef({ onChange, onSave });
  handlers.current = { onChange, onSave };
  const editable = onChange !== undefined;

  useEffect(() => {
    if (!host.current) return;
    const extensions: Extension[] = [
      keymap.of([{ key: 'Mod-s', preventDefault: true, run: () => runSave(handlers.current.onSave) }]),
      basicSetup,
      yaml(),
      look,
      syntaxHighlighting(colours),
      EditorState.readOnly.of(!editable),
      EditorView.contentAttributes.of({
        tabindex: '0',
        'aria-label': label,
        'aria-readonly': String(!editable),
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) handlers.current.onChange?.(update.state.doc.toString());
      }),
    ];
    view.current = new EditorView({
      parent: host.current,
      state: EditorState.create({ doc: value, extensions }),
    });
    return () => {
      view.current?.destroy();
      view.current = null;
    };
    // The document is handed over below: making the editor anew would lose the cursor.
  }, [editable, label]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  return <div ref={host} className={classes.editor} />;
}

function runSave(onSave: (() => void) | undefined): boolean {
  onSave?.();
  return onSave !== undefined;
}
