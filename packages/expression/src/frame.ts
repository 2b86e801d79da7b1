import type { FunctionArguments } from './arguments';
import type { Meter } from './budget';
import type { MaybePromise } from './maybe-promise';
import type { Sink } from './sink';
import { refuseForbiddenKey } from './value';

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
  readonly renderAgain: (text: string, recursive: boolean, frame: Frame) => MaybePromise<string>;
}

/** Names given by `set` and `for`. */
export class Scope {
  readonly variables = new Map<string, unknown>();
  readonly outer: Scope | null;

  constructor(outer: Scope | null) {
    this.outer = outer;
  }
}

/** One template being rendered. */
export class Frame implements Call {
  readonly run: Run;
  readonly sink: Sink;
  /** Whether raw blocks keep their tags, because the text will be rendered again. */
  readonly keepsRawTags: boolean;
  scope: Scope;

  constructor(run: Run, sink: Sink, outer: Scope | null = null, keepsRawTags = false) {
    this.run = run;
    this.sink = sink;
    this.scope = new Scope(outer);
    this.keepsRawTags = keepsRawTags;
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

  variables(): Readonly<Record<string, unknown>> {
    return this.run.context;
  }

  renderAgain(text: string, recursive: boolean): MaybePromise<string> {
    return this.run.renderAgain(text, recursive, this);
  }

  /** The value of a name; undefined when there is none. */
  lookUp(name: string): unknown {
    for (let scope: Scope | null = this.scope; scope !== null; scope = scope.outer) {
      const value = scope.variables.get(name);
      if (value !== undefined) return value;
    }
    refuseForbiddenKey(name);
    const { context } = this.run;
    return Object.hasOwn(context, name) ? context[name] : undefined;
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
    yield* Object.keys(this.run.context);
  }
}
