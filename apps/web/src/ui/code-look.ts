import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tags } from '@lezer/highlight';
import { EditorView } from 'codemirror';

const theme = EditorView.theme({
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
  '.cm-gutter-lint': { width: '14px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0' },
  '.cm-lint-marker': { width: '8px', height: '8px', margin: '6px 3px', borderRadius: '50%' },
  '.cm-lint-marker-error': { backgroundColor: 'var(--hr-danger-bar)', content: 'normal' },
  '.cm-lint-marker-warning': { backgroundColor: 'var(--hr-warning-bar)', content: 'normal' },
  '.cm-lintRange-error, .cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--hr-danger-bar) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-warning': { textDecorationColor: 'var(--hr-warning-bar)' },
  '.cm-tooltip': {
    border: '1px solid var(--hr-border-strong)',
    borderRadius: '6px',
    backgroundColor: 'var(--hr-raised)',
    color: 'var(--hr-text)',
    boxShadow: '0 6px 24px rgb(0 0 0 / 18%)',
    overflow: 'hidden',
  },
  '.cm-diagnostic': { padding: '6px 10px', fontFamily: 'var(--mantine-font-family)', maxWidth: '70ch' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--hr-danger-bar)' },
  '.cm-diagnostic-warning': { borderLeft: '3px solid var(--hr-warning-bar)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--hr-mono)', maxHeight: '17em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 10px' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--hr-accent-soft) !important',
    color: 'var(--hr-accent) !important',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionDetail': { color: 'var(--hr-faint)', fontStyle: 'normal', marginLeft: '12px' },
  '.cm-completionInfo': { padding: '7px 10px', fontFamily: 'var(--mantine-font-family)', maxWidth: '42ch' },
  '.cm-panels': {
    backgroundColor: 'var(--hr-sunken)',
    color: 'var(--hr-text)',
    borderColor: 'var(--hr-border)',
  },
  '&.cm-editor .cm-collapsedLines': {
    background: 'var(--hr-sunken)',
    color: 'var(--hr-muted)',
    fontSize: '12px',
  },
  '&.cm-editor .cm-collapsedLines:before, &.cm-editor .cm-collapsedLines:after': {
    content: '"⋯"',
    margin: '0 6px',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--hr-accent-soft) !important' },
  '.cm-searchMatch': { backgroundColor: 'var(--hr-mark)' },
});

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--hr-accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--hr-success-fg)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'var(--hr-running-fg)' },
  { tag: tags.comment, color: 'var(--hr-faint)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--hr-muted)' },
]);

/** How code looks, in both themes: every colour is a token of the product. */
export const codeLook: Extension = [theme, syntaxHighlighting(colours)];
