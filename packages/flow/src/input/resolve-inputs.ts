import { writeJson } from '@headrace/json';
import { isJsonMap, type JsonValue } from '../json';
import { isExpression } from '../scalar';
import { hasExpression } from '../templates';
import type { MultiselectInput, SelectInput } from './choice-input';
import type { Input } from './index';
import { type InputIssue, issueOf, missing, sentValue } from './input-value';
import { putNested, suppliedValue } from './nested';
import { isOfText, type Read, readValue } from './read-value';

/** What inputs need from outside. */
export interface InputPorts {
  /**
   * Renders an expression and keeps the type of its value, with `inputs` as the only variable of ours.
   * Rejects, with the reason as message, if it cannot be rendered.
   */
  render(expression: string, inputs: Readonly<Record<string, JsonValue>>): Promise<JsonValue>;
  /** As `render`, to a text. */
  renderText(template: string, inputs: Readonly<Record<string, JsonValue>>): Promise<string>;
  /** Encrypts a secret. Absent: encryption is not configured. */
  encrypt?(plain: string): Promise<JsonValue>;
}

/** What became of one input. */
export interface ResolvedInput {
  readonly id: string;
  /** False: its `dependsOn` does not hold, so it is left out. */
  readonly isAskedFor: boolean;
  /** Absent when it is left out or wrong. A secret is encrypted. */
  readonly value?: JsonValue;
  /** Whether the value is the default. */
  readonly isDefault: boolean;
  /** What may be chosen; of a SELECT or MULTISELECT whose list could be rendered. */
  readonly choices?: readonly string[];
  readonly issue?: InputIssue;
}

export type ResolvedInputs = { readonly inputs: readonly ResolvedInput[] } & (
  | { readonly ok: true; readonly values: Record<string, JsonValue> }
  | { readonly ok: false; readonly issues: readonly InputIssue[] }
);

/**
 * Does all that `checkInputs` does, and what needs ports: defaults that are expressions are rendered, inputs whose
 * `dependsOn` does not hold are left out, lists of values given by expressions are rendered, secrets are encrypted.
 * Tells about each input, in the order of the document, also when some are wrong: a form shows them while it is filled in.
 */
export async function resolveInputs(
  inputs: readonly Input[],
  supplied: Readonly<Record<string, unknown>>,
  ports: InputPorts,
): Promise<ResolvedInputs> {
  const resolution = new Resolution(inputs, supplied, ports);
  for (const input of inputs) await resolution.resolve(input);
  const resolved = inputs.map((input) => resolution.told(input));
  const issues = resolved.flatMap(({ issue }) => issue ?? []);
  if (issues.length > 0) return { ok: false, issues, inputs: resolved };
  return { ok: true, values: nestedValues(resolved), inputs: resolved };
}

/** The values of those inputs that have one, as expressions see them: `a.b` is `b` in `a`. */
export function nestedValues(
  inputs: readonly Pick<ResolvedInput, 'id' | 'value'>[],
): Record<string, JsonValue> {
  const values: Record<string, JsonValue> = {};
  for (const { id, value } of inputs) if (value !== undefined) putNested(values, id, value);
  return values;
}

export const ENCRYPTION_NEEDED = 'Unable to use a `SECRET` input/output as encryption is not configured';

class Resolution {
  /** By id, of inputs that are asked for. */
  private readonly values = new Map<string, JsonValue>();
  private readonly issues = new Map<string, InputIssue>();
  private readonly choices = new Map<string, readonly string[]>();
  private readonly defaulted = new Set<string>();
  /** What cannot be known because something else is wrong. */
  private readonly unknown = new Set<string>();
  private readonly seen = new Set<string>();
  private readonly left = new Set<string>();
  private readonly byId: ReadonlyMap<string, Input>;

  constructor(
    inputs: readonly Input[],
    private readonly supplied: Readonly<Record<string, unknown>>,
    private readonly ports: InputPorts,
  ) {
    this.byId = new Map(inputs.map((input) => [input.id, input]));
  }

  async resolve(input: Input): Promise<void> {
    // Cycles are refused when a flow is saved; here they only must not hang
    if (this.seen.has(input.id)) return;
    this.seen.add(input.id);
    if (!(await this.isAskedFor(input))) {
      this.left.add(input.id);
      return;
    }
    const listed = await this.listedChoices(input);
    const sent = sentValue(input, this.supplied);
    if (sent === undefined) this.defaulted.add(input.id);
    const given = sent === undefined ? ((await this.defaultOf(input)) ?? firstChoice(listed)) : sent;
    if (this.issues.has(input.id) || this.unknown.has(input.id)) return;
    const read = given === undefined || given === null ? missing(input) : await this.read(listed, given);
    if ('reason' in read) this.refuse(input, read.reason, given);
    else this.values.set(input.id, read.value);
  }

  told({ id }: Input): ResolvedInput {
    const value = this.values.get(id);
    const choices = this.choices.get(id);
    const issue = this.issues.get(id);
    return {
      id,
      isAskedFor: !this.left.has(id),
      isDefault: value !== undefined && this.defaulted.has(id),
      ...(value !== undefined && { value }),
      ...(choices && { choices }),
      ...(issue && { issue }),
    };
  }

  private async isAskedFor(input: Input): Promise<boolean> {
    const { dependsOn } = input;
    if (dependsOn === undefined) return true;
    const needed = dependsOn.inputs.flatMap((id) => this.byId.get(id) ?? []);
    for (const other of needed) await this.resolve(other);
    if (needed.some(({ id }) => this.left.has(id))) return false;
    if (dependsOn.condition === undefined) return true;
    try {
      return (await this.ports.render(dependsOn.condition, this.valuesOf(needed))) === true;
    } catch (error) {
      this.refuseUnlessBlamed(input, dependsOn.condition, `Invalid condition: ${reasonOf(error)}`, undefined);
      return false;
    }
  }

  private async defaultOf(input: Input): Promise<unknown> {
    const { defaults } = input;
    if (defaults === undefined || !hasExpression(defaults)) return defaults;
    const inputs = this.valuesForDefault(input);
    try {
      const rendered = await renderTexts(defaults, (text) => this.ports.renderText(text, inputs));
      // Nothing was printed, and nothing is no value of such a type
      return rendered === '' && !isOfText(input.type) ? undefined : rendered;
    } catch (error) {
      this.refuseUnlessBlamed(input, writeJson(defaults), `Invalid defaults: ${reasonOf(error)}`, defaults);
      return undefined;
    }
  }

  private async read(input: Input, given: unknown): Promise<Read> {
    const read = readValue(input, given);
    if (input.type !== 'SECRET' || 'reason' in read) return read;
    if (this.ports.encrypt === undefined) return { reason: ENCRYPTION_NEEDED };
    return { value: await this.ports.encrypt(String(read.value)) };
  }

  /** The input with the list of its choices, where an expression gives them. */
  private async listedChoices(input: Input): Promise<Input> {
    if (input.type !== 'SELECT' && input.type !== 'MULTISELECT') return input;
    const values = input.expression === undefined ? input.values : await this.renderedChoices(input);
    if (values === undefined) return input;
    this.choices.set(input.id, values);
    return { ...input, values };
  }

  private async renderedChoices(input: SelectInput | MultiselectInput): Promise<string[] | undefined> {
    const others = (input.dependsOn?.inputs ?? []).flatMap((id) => this.byId.get(id) ?? []);
    const known = others.length > 0 ? others : [...this.byId.values()];
    const { expression = '' } = input;
    try {
      const list = await this.ports.render(expression, this.valuesOf(known));
      if (!Array.isArray(list)) throw new Error('it must give a list');
      return list.map((value) => (typeof value === 'string' ? value : writeJson(value)));
    } catch (error) {
      const sent = suppliedValue(this.supplied, input.id);
      this.refuseUnlessBlamed(input, expression, `Invalid expression: ${reasonOf(error)}`, sent);
      return undefined;
    }
  }

  private valuesOf(inputs: readonly Input[]): Record<string, JsonValue> {
    return nestedValues(inputs.map(({ id }) => ({ id, value: this.values.get(id) })));
  }

  /** As in Kestra, a default sees the inputs that its own depends on; the others are there, and are nothing. */
  private valuesForDefault({ dependsOn }: Input): Record<string, JsonValue> {
    const seen = new Set(dependsOn?.inputs);
    const entries = [...this.byId.keys()].map((id) => ({
      id,
      value: seen.has(id) ? this.values.get(id) : null,
    }));
    return nestedValues(entries);
  }

  /** Where an expression reads an input that is wrong itself, that one says so. */
  private refuseUnlessBlamed(input: Input, expression: string, reason: string, given: unknown): void {
    const isBlamed = [...this.issues.keys(), ...this.unknown].some((id) => expression.includes(id));
    if (isBlamed) this.unknown.add(input.id);
    else this.refuse(input, reason, given);
  }

  private refuse(input: Input, reason: string, given: unknown): void {
    this.issues.set(input.id, issueOf(input, reason, given));
  }
}

/** What a SELECT takes by itself. */
function firstChoice(input: Input): string | undefined {
  const isChosen = (input.type === 'SELECT' || input.type === 'ENUM') && input.autoSelectFirst;
  return isChosen ? input.values?.[0] : undefined;
}

async function renderTexts(value: JsonValue, render: (text: string) => Promise<string>): Promise<JsonValue> {
  if (typeof value === 'string') return isExpression(value) ? render(value) : value;
  if (!Array.isArray(value) && !isJsonMap(value)) return value;
  const entries: [string, JsonValue][] = [];
  for (const [key, inner] of Object.entries(value) as [string, JsonValue][])
    entries.push([key, await renderTexts(inner, render)]);
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
