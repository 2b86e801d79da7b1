import { writeJson } from '@headrace/json';
import type { ArgumentList, Expression, TemplateNode, TemplateNodeOf } from './syntax';
import { numberText } from './number';

/** A part of a path that is known only when the template runs. */
export const ANY: unique symbol = Symbol('ANY');

/** Something a template reads: a variable and the way into it. All that lies below the path may be read too. */
export interface Reference {
  /** Name of the variable; `*` when the template may read every one. */
  readonly root: string;
  readonly path: readonly (string | number | typeof ANY)[];
}

/** Functions that see all variables. */
const READS_EVERYTHING: ReadonlySet<string> = new Set([
  'render',
  'renderOnce',
  'printContext',
  'fetchContext',
]);

/** Functions that read variables without being given them. */
const READS: ReadonlyMap<string, readonly Reference[]> = new Map([
  [
    'currentEachOutput',
    [
      { root: 'parents', path: [] },
      { root: 'taskrun', path: ['value'] },
    ],
  ],
  [
    'iterationOutput',
    ['outputs', 'parents', 'taskrun', 'task'].map((root): Reference => ({ root, path: [] })),
  ],
  ['tasksWithState', [{ root: 'tasks', path: [] }]],
  ['fileURI', [{ root: 'flow', path: ['namespace'] }]],
]);

/** The name under which a template can hand all its variables to a macro. */
const EVERYTHING = '_context';

/** What a template reads, each reference once. Names given by `set` and `for` are not variables. */
export function collectReferences(nodes: readonly TemplateNode[]): Reference[] {
  const collector = new Collector();
  collector.body(nodes, new Locals(null));
  return [...collector.found.values()];
}

/** Names given by tags, those of the tags around included. */
class Locals {
  readonly #names: Set<string>;
  readonly #outer: Locals | null;

  constructor(outer: Locals | null, names: readonly string[] = []) {
    this.#outer = outer;
    this.#names = new Set(names);
  }

  add(name: string): void {
    this.#names.add(name);
  }

  has(name: string): boolean {
    return this.#names.has(name) || (this.#outer?.has(name) ?? false);
  }
}

class Collector {
  readonly found = new Map<string, Reference>();
  readonly #isMacro: boolean;

  constructor(isMacro = false) {
    this.#isMacro = isMacro;
  }

  body(nodes: readonly TemplateNode[], outer: Locals): void {
    const locals = new Locals(outer);
    for (const node of nodes) this.#node(node, locals);
  }

  #node(node: TemplateNode, locals: Locals): void {
    switch (node.kind) {
      case 'text':
      case 'raw':
        return;
      case 'print':
        return this.#expression(node.expression, locals);
      case 'set':
        this.#expression(node.value, locals);
        locals.add(node.name);
        return;
      case 'if':
        for (const branch of node.branches) {
          this.#expression(branch.condition, locals);
          this.body(branch.body, locals);
        }
        return this.body(node.otherwise, locals);
      case 'for':
        this.#expression(node.iterable, locals);
        this.body(node.body, new Locals(locals, [node.variable, 'loop']));
        return this.body(node.otherwise, locals);
      case 'macro':
        return this.#macro(node);
      case 'block':
        return this.body(node.body, locals);
      case 'filter':
        this.body(node.body, locals);
        return this.#expression(node.filters, locals);
    }
  }

  /** A macro sees its parameters only: no other name in it is a variable. */
  #macro({ parameters, body }: TemplateNodeOf<'macro'>): void {
    const inside = new Collector(true);
    const locals = new Locals(null);
    for (const { name, fallback } of parameters) {
      if (fallback !== null) inside.#expression(fallback, locals);
      locals.add(name);
    }
    inside.body(body, locals);
    for (const [key, reference] of inside.found) this.found.set(key, reference);
  }

  #expression(node: Expression, locals: Locals): void {
    switch (node.kind) {
      case 'literal':
      case 'body':
        return;
      case 'name':
        return this.#variable(node.name, [], locals);
      case 'member':
      case 'index':
        return this.#path(node, locals);
      case 'interpolation':
        return this.#all(node.parts, locals);
      case 'list':
        return this.#all(node.items, locals);
      case 'map':
        for (const entry of node.entries) this.#all([entry.key, entry.value], locals);
        return;
      case 'call':
        if (READS_EVERYTHING.has(node.name)) this.#add({ root: '*', path: [] });
        for (const reference of READS.get(node.name) ?? []) this.#add(reference);
        return this.#arguments(node.arguments, locals);
      case 'method':
        return this.#all([node.target, ...node.arguments], locals);
      case 'filter':
      case 'test':
        this.#expression(node.input, locals);
        return this.#arguments(node.arguments, locals);
      case 'unary':
        return this.#expression(node.operand, locals);
      case 'binary':
        return this.#all([node.left, node.right], locals);
      case 'ternary':
        return this.#all([node.condition, node.whenTrue, node.whenFalse], locals);
    }
  }

  #path(node: Expression, locals: Locals): void {
    const path: (string | number | typeof ANY)[] = [];
    let target = node;
    while (target.kind === 'member' || target.kind === 'index') {
      if (target.kind === 'member') {
        path.unshift(target.name);
      } else {
        path.unshift(stepOf(target.index));
        this.#expression(target.index, locals);
      }
      target = target.target;
    }
    if (target.kind !== 'name') return this.#expression(target, locals);
    this.#variable(target.name, path, locals);
  }

  #variable(name: string, path: Reference['path'], locals: Locals): void {
    if (locals.has(name) || this.#isMacro) return;
    if (name !== EVERYTHING) return this.#add({ root: name, path });
    const [root, ...rest] = path;
    this.#add(typeof root === 'string' ? { root, path: rest } : { root: '*', path: [] });
  }

  #all(nodes: readonly Expression[], locals: Locals): void {
    for (const node of nodes) this.#expression(node, locals);
  }

  #arguments(list: ArgumentList, locals: Locals): void {
    this.#all(list.positional, locals);
    this.#all(
      list.named.map((argument) => argument.value),
      locals,
    );
  }

  #add(reference: Reference): void {
    const steps = reference.path.map((step) => (step === ANY ? '*' : `${typeof step}:${String(step)}`));
    this.found.set(writeJson([reference.root, ...steps]), reference);
  }
}

function stepOf(index: Expression): string | number | typeof ANY {
  if (index.kind !== 'literal') return ANY;
  if (typeof index.value === 'string' || typeof index.value === 'number') return index.value;
  return index.value === null
    ? ANY
    : typeof index.value === 'boolean'
      ? String(index.value)
      : numberText(index.value);
}
