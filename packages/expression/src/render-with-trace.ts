import { checkLength, MAX_EVALUATED_CHARACTERS } from './budget';
import { compileTemplate } from './compile-template';
import { type ExpressionError, locate } from './error';
import type { Context } from './frame';
import { chain } from './maybe-promise';
import { NO_OPTIONS, type RenderOptions } from './options';
import { createRun, execute } from './render';
import { TextSink } from './sink';
import { Source } from './source';
import { parseTemplate } from './template-parser';
import { type TraceEntry, TracingCompiler } from './trace';

/** A rendering together with what every part of its expressions gave, in the order in which they were done. */
export interface TracedRendering {
  /** The rendered text; null when the rendering failed. */
  readonly result: string | null;
  /** Why the rendering failed; null when it did not. */
  readonly error: ExpressionError | null;
  readonly trace: readonly TraceEntry[];
}

/** Renders a text as `render` does and tells every step; the text must not be longer than
 * `MAX_EVALUATED_CHARACTERS`. It throws nothing: errors are a part of what it tells. */
export async function renderWithTrace(
  source: string,
  context: Context,
  options: RenderOptions = NO_OPTIONS,
): Promise<TracedRendering> {
  let trace: readonly TraceEntry[] = [];
  try {
    if (!source.includes('{')) return { result: source, error: null, trace };
    const run = createRun(context, options);
    checkLength(source, MAX_EVALUATED_CHARACTERS);
    run.meter.step(source.length);
    const parsed = parseTemplate(source, run.meter);
    const compiler = new TracingCompiler(parsed.source);
    trace = compiler.entries;
    const template = compileTemplate(parsed, compiler);
    const sink = new TextSink();
    await chain(execute(template, run, sink), () => undefined);
    return { result: sink.text, error: null, trace };
  } catch (reason) {
    return { result: null, error: locate(reason, { source: new Source(source), at: 0 }), trace };
  }
}
