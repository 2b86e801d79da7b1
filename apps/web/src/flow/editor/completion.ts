import type {
  Completion,
  CompletionContext,
  CompletionResult,
  CompletionSource,
} from '@codemirror/autocomplete';
import { type Option, optionsAt } from './schema-options';
import { placeAt, type YamlPlace } from './yaml-place';

const wordPattern = /^[\w.-]*$/;

/** Offers what the schema of a flow allows where the cursor stands. The schema is asked for with the first need of it. */
export function schemaCompletion(
  schema: () => Promise<Readonly<Record<string, unknown>> | null>,
): CompletionSource {
  return async (context) => {
    const place = placeOf(context);
    if (!place) return null;
    const known = await schema();
    return known && !context.aborted ? completionAt(context, place, known) : null;
  };
}

function placeOf(context: CompletionContext): YamlPlace | null {
  const { state, pos } = context;
  const line = state.doc.lineAt(pos);
  const place = placeAt(state.doc.toString().split('\n'), line.number - 1, pos - line.from);
  if (!place || !wordPattern.test(place.typed)) return null;
  // On its own it comes up behind something that was typed, or where a value is missing.
  const isWanted = context.explicit || place.typed !== '' || place.key !== null;
  return isWanted ? place : null;
}

/** The completion of a place, as CodeMirror takes it; null when nothing can be offered. */
function completionAt(
  { state, pos }: CompletionContext,
  place: YamlPlace,
  schema: Readonly<Record<string, unknown>>,
): CompletionResult | null {
  const options = optionsAt(schema, place);
  if (options.length === 0) return null;
  const line = state.doc.lineAt(pos);
  const hasColon = /^[\w.-]*\s*:/.test(line.text.slice(pos - line.from));
  return {
    from: line.from + place.from,
    options: options.map((option) => completionOf(option, place, hasColon)),
    // Types are ranked anew with each letter.
    ...(options.some(({ kind }) => kind === 'type') ? {} : { validFor: wordPattern }),
  };
}

function completionOf(option: Option, place: YamlPlace, hasColon: boolean): Completion {
  return {
    label: option.label,
    type: option.kind === 'key' ? 'property' : option.kind === 'type' ? 'class' : 'enum',
    ...(option.detail === null ? {} : { detail: option.detail }),
    ...(option.isRequired ? { detail: 'needed' } : {}),
    ...(option.description === null ? {} : { info: option.description }),
    boost: option.isRequired || isNamedBy(option, place.typed) ? 50 : 0,
    apply: option.kind === 'key' && !hasColon ? option.label + afterKey(option, place) : option.label,
  };
}

/** Whether somebody who typed this may mean the type's own name: `lo` is `Log`, and not the `flow` in a longer one. */
function isNamedBy({ detail }: Option, typed: string): boolean {
  return typed !== '' && (detail?.toLowerCase().startsWith(typed.toLowerCase()) ?? false);
}

/** What belongs behind a key, so that one can go on writing. */
function afterKey({ holds }: Option, { indent, isInline }: YamlPlace): string {
  if (isInline || holds === 'value') return ': ';
  const below = `:\n${' '.repeat(indent + 2)}`;
  return holds === 'list' ? `${below}- ` : below;
}
