import type { FunctionArguments } from './arguments';
import type { Meter } from './budget';
import type { Definitions } from './definitions';
import type { MaybePromise } from './maybe-promise';
import { type Sink, TextSink } from './sink';
import { setOwn } from './value';

/** The variables a template can read. Only own properties are seen. */
export type Context = Readonly<Record<string, unknown>>;

/** A function given by the caller; it may do I/O. What it throws fails the expression with its message. */
export type FunctionPort = (args: FunctionArguments) => unknown | Promise<unknown>;

/** What filters and functions of ours may use besides their arguments. */
export interface Call {
  readonly meter: Meter;
  /** The zone that dates are shown in when nothing else is said; an IANA name or an offset. */
  readonly timeZone: string;
  now(): Date;
  /** Random bytes, for ids. */
  randomBytes(count: number): Uint8Array;
  /** The value of a variable by its name; undefined when there is none. */
  lookUp(name: string): unknown;
  /** All variables as one map. */
  variables(): Readonly<Record<string, unknown>>;
  /** Renders a text again, with the same variables; recursive: until it no longer changes. */
  renderAgain(text: string, recursive: boolean): MaybePromise<string>;
}

/** What all renderings of one call have in common, nested ones included. */
export interface Run {
  readonly meter: Meter;
  readonly context: Context;
  readonly functions: Readonly<Record<string, FunctionPort>>;
  readonly timeZone: string;
  readonly now: () => Date;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly renderAgain: (text: string, recursive: boolean, frame: Frame) => MaybePromise<string>;
}

/** Names given by `set` and `for`. */
export class Scope {
  #variables: Map<string, unknown> | null = null;
  readonly outer: Scope | null;

  constructor(outer: Scope | null) {
    this.outer = outer;
  }

  /** Made when it is first needed: most templates give no names. */
  get variables(): Map<string, unknown> {
    this.#variables ??= new Map();
    return this.#variables;
  }

  /** The value of a name in this scope; undefined when there is none. */
  read(name: string): unknown {
    return this.#variables?.get(name);
  }
}

const NO_VARIABLES: Context = {};

/** The name under which all variables can be given to a macro. */
const EVERYTHING = '_context';

/** One template being rendered, or a part of it that is printed into a text of its own. */
export class Frame<Output extends Sink = Sink> implements Call {
  readonly run: Run;
  readonly sink: Output;
  readonly definitions: Definitions;
  /** The variables that are seen besides those of the scopes; none inside of a macro. */
  readonly context: Context;
  /** Whether raw blocks keep their tags, because the text will be rendered again. */
  readonly keepsRawTags: boolean;
  scope: Scope;
  /** The text that the filters of a filter tag begin with. */
  body = '';

  constructor(
    run: Run,
    sink: Output,
    definitions: Definitions,
    scope: Scope,
    keepsRawTags: boolean,
    context = run.context,
  ) {
    this.run = run;
    this.sink = sink;
    this.definitions = definitions;
    this.scope = scope;
    this.keepsRawTags = keepsRawTags;
    this.context = context;
  }

  /** A frame that sees the same and prints into a text of its own. */
  capturing(): Frame<TextSink> {
    const { run, definitions, scope, keepsRawTags, context } = this;
    return new Frame(run, new TextSink(), definitions, scope, keepsRawTags, context);
  }

  /** A frame for a macro: it sees nothing of what is outside. */
  isolated(): Frame<TextSink> {
    const { run, definitions, keepsRawTags } = this;
    return new Frame(run, new TextSink(), definitions, new Scope(null), keepsRawTags, NO_VARIABLES);
  }

  get meter(): Meter {
    return this.run.meter;
  }

  get timeZone(): string {
    return this.run.timeZone;
  }

  now(): Date {
    return this.run.now();
  }

  randomBytes(count: number): Uint8Array {
    return this.run.randomBytes(count);
  }

  variables(): Readonly<Record<string, unknown>> {
    return this.run.context;
  }

  renderAgain(text: string, recursive: boolean): MaybePromise<string> {
    return this.run.renderAgain(text, recursive, this);
  }

  /** The value of a name, which must not be a forbidden one; undefined when there is none. */
  lookUp(name: string): unknown {
    for (let scope: Scope | null = this.scope; scope !== null; scope = scope.outer) {
      const value = scope.read(name);
      if (value !== undefined) return value;
    }
    const { context } = this;
    if (Object.hasOwn(context, name)) return context[name];
    return name === EVERYTHING && context !== NO_VARIABLES ? this.#everything() : undefined;
  }

  /** The variables together with the names given by tags, as one map. */
  #everything(): Readonly<Record<string, unknown>> {
    const scopes: Scope[] = [];
    for (let scope: Scope | null = this.scope; scope !== null; scope = scope.outer) scopes.unshift(scope);
    const all: Record<string, unknown> = { ...this.context };
    for (const scope of scopes) for (const [name, value] of scope.variables) setOwn(all, name, value);
    this.meter.step(Object.keys(all).length);
    return all;
  }

  /** Changes a name where it was set before, else sets it in the innermost scope. */
  assign(name: string, value: unknown): void {
    for (let scope: Scope | null = this.scope; scope !== null; scope = scope.outer) {
      if (scope.variables.has(name)) {
        scope.variables.set(name, value);
        return;
      }
    }
    this.scope.variables.set(name, value);
  }

  *names(): Generator<string> {
    for (let scope: Scope | null = this.scope; scope !== null; scope = scope.outer)
      yield* scope.variables.keys();
    yield* Object.keys(this.context);
  }
}
