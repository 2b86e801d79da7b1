import { Decimal, type JsonValue } from '@headrace/json';
import { Meter } from './budget';
import { machineClockMs } from './clock';
import type { CompiledTemplate } from './compile-template';
import { ExpressionError, Failure, locate } from './error';
import { type Context, Frame, type Run } from './frame';
import { chain, type MaybePromise } from './maybe-promise';
import { TOO_MANY_ATTEMPTS } from './messages';
import { NO_OPTIONS, type RenderOptions } from './options';
import { plain } from './plain';
import { removeRawTags } from './raw-tags';
import { type Sink, TextSink, TypedSink } from './sink';
import { Source } from './source';
import { templateOf } from './template-cache';
import { setOwn } from './value';

const MAX_PASSES = 100;
/** Levels of the stack that a nested rendering needs besides those of its template. */
const LEVELS_OF_A_RENDERING = 4;

/**
 * Renders a text: every expression is replaced by what it prints. A text without `{` is returned as it is.
 * Throws an ExpressionError, and nothing else.
 */
export function render(
  source: string,
  context: Context,
  options: RenderOptions = NO_OPTIONS,
): Promise<string> {
  // Not an async function: most renderings are done at once, and waiting for nothing costs more than they do.
  try {
    const result = renderNow(source, context, options);
    return result instanceof Promise ? result : Promise.resolve(result);
  } catch (error) {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it is an ExpressionError
    return Promise.reject(error);
  }
}

/**
 * Renders a text like `render` and gives it at once, unless a function of the caller or a library that is still to be
 * loaded makes it wait. Throws (or rejects with) an ExpressionError, and nothing else.
 */
export function renderNow(
  source: string,
  context: Context,
  options: RenderOptions = NO_OPTIONS,
): MaybePromise<string> {
  if (!source.includes('{')) return source;
  try {
    const result = renderTemplate(source, createRun(context, options));
    return result instanceof Promise ? withPlace(source, result) : result;
  } catch (error) {
    throw lost(error, source);
  }
}

/**
 * Renders a text and keeps the type of a single printed value: `{{ 1 + 1 }}` gives the number 2. Values printed side
 * by side are added (numbers of one kind) or joined (texts). Nothing printed gives null.
 * Throws an ExpressionError, and nothing else.
 */
export async function renderTyped(
  source: string,
  context: Context,
  options: RenderOptions = NO_OPTIONS,
): Promise<unknown> {
  if (!source.includes('{')) return source;
  return withPlace(source, () => {
    const run = createRun(context, options);
    const sink = new TypedSink();
    return chain(execute(templateOf(source, run.meter).compiled(), run, sink), () =>
      plain(sink.value, run.meter),
    );
  });
}

/**
 * Renders every text inside a value: keys and values of maps, items of lists. Other values stay as they are. When
 * two keys of a map become the same text, the first wins. The budget is one for the whole value.
 * Throws an ExpressionError, and nothing else.
 */
export async function renderDeep(
  value: JsonValue,
  context: Context,
  options: RenderOptions = NO_OPTIONS,
): Promise<JsonValue> {
  const run = createRun(context, options);
  return withPlace('', () => renderInside(value, run));
}

/** Kestra's truth test on a rendered text: `false`, `0`, `-0` and the empty text are false, all else is true. */
export function isTruthy(rendered: string): boolean {
  return rendered !== 'false' && rendered !== '0' && rendered !== '-0' && rendered !== '';
}

export function createRun(context: Context, options: RenderOptions): Run {
  const meter = new Meter(options.budget, options.clockMs ?? machineClockMs, options.pause);
  return { meter, context, options, renderAgain };
}

/** The last net: whatever is not an ExpressionError yet, such as an exhausted stack, becomes one. */
function lost(error: unknown, text: string): ExpressionError {
  return locate(error, { source: new Source(text), at: 0 });
}

async function withPlace<T>(text: string, work: Promise<T> | (() => MaybePromise<T>)): Promise<T> {
  try {
    return await (work instanceof Promise ? work : work());
  } catch (error) {
    throw lost(error, text);
  }
}

/** Runs a compiled template and prints to the sink; `around` is the rendering that asked for this one. */
export function execute(
  template: CompiledTemplate,
  run: Run,
  sink: Sink,
  around: Frame | null = null,
  keepsRawTags = false,
): MaybePromise<void> {
  const { meter } = run;
  const levels = template.definitions.height + LEVELS_OF_A_RENDERING;
  if (around !== null && !meter.hasRoomFor(levels)) throw new Failure(TOO_MANY_ATTEMPTS, 'budget');
  meter.enter(levels);
  const outer = around === null ? null : around.seen;
  const pending = template.execute(new Frame(run, sink, template.definitions, keepsRawTags, outer));
  if (pending instanceof Promise) return leaveLater(pending, meter, levels);
  meter.leave(levels);
}

// The few renderings that wait have functions of their own: a closure in the others would cost them a place to keep
// what it sees, even when it is never made.

async function leaveLater(pending: Promise<void>, meter: Meter, levels: number): Promise<void> {
  await pending;
  meter.leave(levels);
}

async function textLater(pending: Promise<void>, sink: TextSink): Promise<string> {
  await pending;
  return sink.text;
}

function renderText(
  text: string,
  run: Run,
  around: Frame | null = null,
  keepsRawTags = false,
): MaybePromise<string> {
  return text.includes('{') ? renderTemplate(text, run, around, keepsRawTags) : text;
}

function renderTemplate(
  text: string,
  run: Run,
  around: Frame | null = null,
  keepsRawTags = false,
): MaybePromise<string> {
  const read = templateOf(text, run.meter);
  const template = read.ready ?? read.compiled();
  // Rendering again and again must cost something, however little it prints.
  run.meter.step(text.length);
  const sink = new TextSink();
  const pending = execute(template, run, sink, around, keepsRawTags);
  return pending instanceof Promise ? textLater(pending, sink) : sink.text;
}

function renderAgain(text: string, recursive: boolean, frame: Frame): MaybePromise<string> {
  return final(() => (recursive ? untilStable(text, frame, 1) : renderText(text, frame.run, frame)));
}

function untilStable(text: string, frame: Frame, pass: number): MaybePromise<string> {
  let current = text;
  for (let count = pass; count <= MAX_PASSES; count += 1) {
    const next = renderText(current, frame.run, frame, true);
    if (next instanceof Promise) return next.then((settled) => goOn(current, settled, frame, count));
    if (next === current) return removeRawTags(current);
    current = next;
  }
  throw new Failure(TOO_MANY_ATTEMPTS, 'budget');
}

function goOn(before: string, after: string, frame: Frame, pass: number): MaybePromise<string> {
  return before === after ? removeRawTags(after) : untilStable(after, frame, pass + 1);
}

/** An unknown name inside a text that is rendered again cannot be forgiven by `??` outside of it. */
function final(work: () => MaybePromise<string>): MaybePromise<string> {
  const rethrow = (error: unknown): never => {
    if (!(error instanceof ExpressionError) || error.kind !== 'undefined') throw error;
    throw new ExpressionError({ ...fieldsOf(error), kind: 'evaluation' });
  };
  try {
    const result = work();
    return result instanceof Promise ? result.catch(rethrow) : result;
  } catch (error) {
    return rethrow(error);
  }
}

function fieldsOf({ message, line, column, expression, candidates }: ExpressionError) {
  return { message, line, column, expression, candidates };
}

async function renderInside(value: JsonValue, run: Run): Promise<JsonValue> {
  if (run.meter.isPauseDue) await run.meter.pause();
  if (typeof value === 'string') {
    return withPlace(value, () => renderText(value, run));
  }
  if (typeof value !== 'object' || value === null || value instanceof Decimal) return value;
  run.meter.enter();
  const result = isJsonList(value) ? await renderList(value, run) : await renderMap(value, run);
  run.meter.leave();
  return result;
}

function isJsonList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

async function renderList(list: readonly JsonValue[], run: Run): Promise<JsonValue> {
  const result: JsonValue[] = [];
  for (const item of list) result.push(await renderInside(item, run));
  return result;
}

async function renderMap(map: { readonly [key: string]: JsonValue }, run: Run): Promise<JsonValue> {
  const result: Record<string, JsonValue> = {};
  for (const [key, item] of Object.entries(map)) {
    const renderedKey = await withPlace(key, () => renderText(key, run));
    const renderedItem = await renderInside(item, run);
    if (!Object.hasOwn(result, renderedKey)) setOwn(result, renderedKey, renderedItem);
  }
  return result;
}
