import type { Flow } from '../flow';
import type { Input } from '../input/index';
import type { DocumentPath, Finding } from '../issue';
import { hints } from '../nearest';
import { isExpression, shorten } from '../scalar';
import type { References, TemplateReference } from './warnings';

/** What the expressions of an input may read, besides other inputs: there is no execution yet. */
const KNOWN: ReadonlySet<string> = new Set(['flow', 'execution', 'vars', 'envs', 'globals']);

interface Expression {
  readonly path: DocumentPath;
  readonly text: string;
  /** Ids of the inputs that it gets to see. */
  readonly seen: ReadonlySet<string>;
  /** Why it sees no others. */
  readonly why: string;
}

/**
 * Warns of expressions of inputs that refer to an input or a variable which does not exist, or is not known when the
 * inputs of an execution are read.
 */
export function inputReferenceWarnings(flow: Flow, references: References): Finding[] {
  const ids = flow.inputs.map(({ id }) => id);
  const variables = Object.keys(flow.variables);
  const hint = hints();

  function problem({ seen, why }: Expression, root: string, first: unknown): string | undefined {
    if (root === 'vars' && typeof first === 'string' && !variables.includes(first))
      return `There is no variable \`${shorten(first)}\`${hint(first, variables)}`;
    if (root === '*' || KNOWN.has(root)) return undefined;
    if (root !== 'inputs') return `\`${shorten(root)}\` is not known when inputs are read`;
    if (typeof first !== 'string' || isWay(seen, first)) return undefined;
    return isWay(new Set(ids), first)
      ? `\`inputs.${first}\` cannot be read here: ${why}`
      : `There is no input \`${shorten(first)}\`${hint(first, ids)}`;
  }

  return flow.inputs
    .flatMap((input, index) => expressionsOf(input, index, ids))
    .flatMap((expression) => {
      const messages = problemsOf(expression.text, references, ({ root, path }) =>
        problem(expression, root, path[0]),
      );
      return [...new Set(messages)].map(
        (message): Finding => ({ severity: 'warning', path: expression.path, message }),
      );
    });
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

function expressionsOf(input: Input, index: number, ids: readonly string[]): Expression[] {
  const path = ['inputs', index];
  const needed = new Set(input.dependsOn?.inputs);
  const earlier = {
    seen: new Set([...ids.slice(0, index), ...needed]),
    why: 'it comes later and is not in `dependsOn.inputs`',
  };
  const only = { seen: needed, why: 'it is not in `dependsOn.inputs`' };
  const expressions: Expression[] = [];
  if (isExpression(input.defaults))
    expressions.push({ path: [...path, 'defaults'], text: input.defaults, ...earlier });
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

/** Whether `inputs.first` is one of the inputs, or a map in which one of them lies. */
function isWay(ids: ReadonlySet<string>, first: string): boolean {
  return [...ids].some((id) => id === first || id.startsWith(`${first}.`));
}
