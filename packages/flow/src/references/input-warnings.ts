import type { Flow } from '../flow';
import type { Input } from '../input/index';
import type { DocumentPath, Finding } from '../issue';
import { hints } from '../nearest';
import { isExpression, shorten } from '../scalar';
import { templatesIn } from '../templates';
import { prefixesOf } from './prefixes';
import type { References, TemplateReference } from './warnings';

/** What the expressions of an input may read, besides other inputs: there is no execution yet. */
const KNOWN: ReadonlySet<string> = new Set(['flow', 'execution', 'vars', 'envs', 'globals']);

interface Expression {
  readonly path: DocumentPath;
  readonly text: string;
  /** Whether it gets to see an input, or a map in which one of them lies. */
  readonly sees: (name: string) => boolean;
  /** Why it sees no others. */
  readonly why: string;
}

/**
 * Warns of expressions of inputs that refer to an input or a variable which does not exist, or is not known when the
 * inputs of an execution are read.
 */
export function inputReferenceWarnings(flow: Flow, references: References): Finding[] {
  const ids = flow.inputs.map(({ id }) => id);
  const firstAt = new Map<string, number>();
  for (const [index, id] of ids.entries())
    for (const name of prefixesOf(id)) if (!firstAt.has(name)) firstAt.set(name, index);
  const variables = new Set(Object.keys(flow.variables));
  const hint = hints();

  function problem({ sees, why }: Expression, root: string, first: unknown): string | undefined {
    if (root === 'vars' && typeof first === 'string' && !variables.has(first))
      return `There is no variable \`${shorten(first)}\`${hint(first, variables)}`;
    if (root === '*' || KNOWN.has(root)) return undefined;
    if (root !== 'inputs') return `\`${shorten(root)}\` is not known when inputs are read`;
    if (typeof first !== 'string' || sees(first)) return undefined;
    return firstAt.has(first)
      ? `\`inputs.${first}\` cannot be read here: ${why}`
      : `There is no input \`${shorten(first)}\`${hint(first, ids)}`;
  }

  const told = flow.inputs
    .flatMap((input, index) => expressionsOf(input, index, firstAt))
    .flatMap((expression) => {
      const messages = problemsOf(expression.text, references, ({ root, path }) =>
        problem(expression, root, path[0]),
      );
      return [...new Set(messages)].map(
        (message): Finding => ({ severity: 'warning', path: expression.path, message }),
      );
    });
  return [...flow.inputs.flatMap(secretInTheOpen), ...told];
}

function secretInTheOpen(input: Input, index: number): Finding[] {
  if (input.type !== 'SECRET' || !input.defaults || isExpression(input.defaults)) return [];
  const message = "Everybody who may read the flow can read this secret: write it as `{{ secret('NAME') }}`";
  return [{ severity: 'warning', path: ['inputs', index, 'defaults'], message }];
}

function problemsOf(
  text: string,
  references: References,
  problem: (reference: TemplateReference) => string | undefined,
): string[] {
  try {
    return references(text).flatMap((reference) => problem(reference) ?? []);
  } catch (error) {
    return [`The expression cannot be read: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function expressionsOf(input: Input, index: number, firstAt: ReadonlyMap<string, number>): Expression[] {
  const path = ['inputs', index];
  const needed = new Set(input.dependsOn?.inputs.flatMap(prefixesOf));
  const earlier = {
    sees: (name: string) => (firstAt.get(name) ?? index) < index || needed.has(name),
    why: 'it comes later and is not in `dependsOn.inputs`',
  };
  const only = { sees: (name: string) => needed.has(name), why: 'it is not in `dependsOn.inputs`' };
  const expressions: Expression[] = [];
  for (const template of templatesIn(input.defaults, [...path, 'defaults']))
    expressions.push({ ...template, ...only });
  if (input.dependsOn?.condition !== undefined)
    expressions.push({ path: [...path, 'dependsOn', 'condition'], text: input.dependsOn.condition, ...only });
  if ('expression' in input && input.expression !== undefined)
    expressions.push({
      path: [...path, 'expression'],
      text: input.expression,
      ...(needed.size > 0 ? only : earlier),
    });
  return expressions;
}
