'use client';

import { autocompletion, type CompletionSource } from '@codemirror/autocomplete';
import { indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { basicSetup, EditorView } from 'codemirror';
import { type RefObject, useEffect, useId, useImperativeHandle, useRef } from 'react';
import classes from './code-editor.module.css';
import { codeLook } from './code-look';

/** What stands under a stretch of the text, in characters from its beginning. */
export interface CodeNote {
  from: number;
  to: number;
  severity: 'error' | 'warning';
  message: string;
}

export interface CodeEditorHandle {
  /** Puts the cursor there (line and column from 1), shows it and gives it the focus. */
  goTo(line: number, column: number): void;
}

interface Props {
  value: string;
  label: string;
  onChange?: (value: string) => void;
  onSave?: () => void;
  /** What is offered while typing. Only the one it is first given counts. */
  completion?: CompletionSource;
  /** Where and what something is wrong with `value`. */
  notes?: (text: EditorState['doc']) => readonly CodeNote[];
  handle?: RefObject<CodeEditorHandle | null>;
  /** As high as the element around it, instead of as high as the text. */
  fill?: boolean;
}

/** YAML with line numbers and colours; read-only without `onChange`. */
export function CodeEditor({ value, label, onChange, onSave, completion, notes, handle, fill }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const helpId = useId();
  const handlers = useRef({ onChange, onSave, completion });
  handlers.current = { onChange, onSave, completion };
  const editable = onChange !== undefined;

  useEffect(() => {
    if (!host.current) return;
    const extensions: Extension[] = [
      keymap.of([{ key: 'Mod-s', preventDefault: true, run: () => runSave(handlers.current.onSave) }]),
      basicSetup,
      yaml(),
      codeLook,
      EditorState.readOnly.of(!editable),
      EditorView.contentAttributes.of({
        tabindex: '0',
        'aria-label': label,
        'aria-readonly': String(!editable),
        ...(editable ? { 'aria-describedby': helpId } : {}),
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) handlers.current.onChange?.(update.state.doc.toString());
      }),
    ];
    const source = handlers.current.completion;
    if (editable) extensions.push(keymap.of([indentWithTab]), lintGutter());
    if (source)
      extensions.push(
        autocompletion({
          override: [source],
          icons: false,
          // Behind a key that was chosen, its values are offered.
          activateOnCompletion: ({ type }) => type === 'property',
        }),
      );
    view.current = new EditorView({
      parent: host.current,
      state: EditorState.create({ doc: value, extensions }),
    });
    return () => {
      view.current?.destroy();
      view.current = null;
    };
    // The document is handed over below: making the editor anew would lose the cursor.
  }, [editable, label, helpId]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || !notes) return;
    const { doc } = editor.state;
    const diagnostics: Diagnostic[] = notes(doc).map((note) => ({
      ...note,
      // An answer is about the text as it was asked about; the one of now may be shorter.
      from: Math.min(note.from, doc.length),
      to: Math.min(note.to, doc.length),
    }));
    editor.dispatch(setDiagnostics(editor.state, diagnostics));
  }, [notes]);

  useImperativeHandle(handle, () => ({
    goTo(line, column) {
      const editor = view.current;
      if (!editor) return;
      const { doc } = editor.state;
      const found = doc.line(Math.min(Math.max(1, line), doc.lines));
      const anchor = Math.min(found.from + Math.max(0, column - 1), found.to);
      editor.dispatch({
        selection: { anchor },
        effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
      });
      editor.focus();
    },
  }));

  return (
    <>
      <div ref={host} className={classes.editor} data-fill={fill || undefined} />
      {editable && (
        <span id={helpId} className="visually-hidden">
          Tab indents. To leave the editor, press Escape and then Tab.
        </span>
      )}
    </>
  );
}

function runSave(onSave: (() => void) | undefined): boolean {
  onSave?.();
  return onSave !== undefined;
}
