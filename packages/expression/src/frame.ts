import type { FunctionArguments } from './arguments';
import type { Meter } from './budget';
import { machineNow, machineRandomBytes, machineTimeZone } from './clock';
import type { Definitions } from './definitions';
import type { MaybePromise } from './maybe-promise';
import type { RenderOptions } from './options';
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
  readonly options: RenderOptions;
  readonly renderAgain: (text: string, recursive: boolean, frame: Frame) => MaybePromise<string>;
}

/** Names given by `set` and `for`. */
export class Scope {
  readonly variables = new Map<string, unknown>();
  readonly outer: Scope | null;

  constructor(outer: Scope | null) {
    this.outer = outer;
  }

  /** The value of a name in this scope or one around it; undefined when there is none. */
  find(name: string): unknown {
    let scope: Scope | null = this;
    do {
      const value = scope.variables.get(name);
      if (value !== undefined) return value;
      scope = scope.outer;
    } while (scope !== null);
    return undefined;
  }
}

const NO_VARIABLES: Context = {};

/** The name under which all variables can be given to a macro. */
const EVERYTHING = '_context';

/** One template being rendered, or a part of it that is printed into a text of its own. */
export class Frame<Output extends Sink = Sink> implements Call {
  readonly run: Run;
  readonly meter: Meter;
  readonly sink: Output;
  readonly definitions: Definitions;
  /** The variables that are seen besides those of the scopes; none inside of a macro. */
  readonly context: Context;
  /** Whether raw blocks keep their tags, because the text will be rendered again. */
  readonly keepsRawTags: boolean;
  /** The scopes of the rendering that this one is a part of. */
  readonly outer: Scope | null;
  /** The innermost scope of this rendering; null until a name is given, because most templates give none. */
  scope: Scope | null;
  /** The text that the filters of a filter tag begin with. */
  body = '';

  constructor(
    run: Run,
    sink: Output,
    definitions: Definitions,
    keepsRawTags: boolean,
    outer: Scope | null,
    scope: Scope | null = null,
    context = run.context,
  ) {
    this.run = run;
    this.meter = run.meter;
    this.sink = sink;
    this.definitions = definitions;
    this.keepsRawTags = keepsRawTags;
    this.outer = outer;
    this.scope = scope;
    this.context = context;
  }

  /** A frame that sees the same, gives names in the same scope and prints into a text of its own. */
  capturing(): Frame<TextSink> {
    const { run, definitions, keepsRawTags, outer, context } = this;
    return new Frame(run, new TextSink(), definitions, keepsRawTags, outer, this.#ownScope(), context);
  }

  /** A frame for a macro: it sees nothing of what is outside, only the names of its own scope. */
  isolated(scope: Scope): Frame<TextSink> {
    const { run, definitions, keepsRawTags } = this;
    return new Frame(run, new TextSink(), definitions, keepsRawTags, null, scope, NO_VARIABLES);
  }

  /** The innermost scope that is seen. */
  get seen(): Scope | null {
    return this.scope ?? this.outer;
  }

  #ownScope(): Scope {
    this.scope ??= new Scope(this.outer);
    return this.scope;
  }

  get timeZone(): string {
    return this.run.options.timeZone ?? machineTimeZone();
  }

  now(): Date {
    return (this.run.options.now ?? machineNow)();
  }

  randomBytes(count: number): Uint8Array {
    return (this.run.options.randomBytes ?? machineRandomBytes)(count);
  }

  variables(): Readonly<Record<string, unknown>> {
    return this.run.context;
  }

  renderAgain(text: string, recursive: boolean): MaybePromise<string> {
    return this.run.renderAgain(text, recursive, this);
  }

  /** The value of a name; undefined when there is none. */
  lookUp(name: string): unknown {
    const scope = this.scope ?? this.outer;
    if (scope !== null) {
      const value = scope.find(name);
      if (value !== undefined) return value;
    }
    const { context } = this;
    return Object.hasOwn(context, name) ? context[name] : this.#special(name);
  }

  #special(name: string): unknown {
    return name === EVERYTHING && this.context !== NO_VARIABLES ? this.#everything() : undefined;
  }

  /** The variables together with the names given by tags, as one map. */
  #everything(): Readonly<Record<string, unknown>> {
    const scopes: Scope[] = [];
    for (let scope = this.seen; scope !== null; scope = scope.outer) scopes.unshift(scope);
    const all: Record<string, unknown> = { ...this.context };
    for (const scope of scopes) for (const [name, value] of scope.variables) setOwn(all, name, value);
    this.meter.step(Object.keys(all).length);
    return all;
  }

  /** Changes a name where it was set before, else sets it in the innermost scope. */
  assign(name: string, value: unknown): void {
    for (let scope = this.seen; scope !== null; scope = scope.outer) {
      if (scope.variables.has(name)) {
        scope.variables.set(name, value);
        return;
      }
    }
    this.#ownScope().variables.set(name, value);
  }

  *names(): Generator<string> {
    for (let scope = this.seen; scope !== null; scope = scope.outer) yield* scope.variables.keys();
    yield* Object.keys(this.context);
  }
}
