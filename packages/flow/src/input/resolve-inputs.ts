import type { JsonValue } from '../json';
import { isExpression } from '../scalar';
import type { MultiselectInput, SelectInput } from './choice-input';
import type { Input } from './index';
import { type CheckedInputs, type InputIssue, issueOf, missing } from './input-value';
import { putNested, suppliedValue } from './nested';
import { type Read, readValue } from './read-value';

/** What inputs need from outside. */
export interface InputPorts {
  /**
   * Renders an expression, typed, with `inputs` as the only variable of ours.
   * Rejects, with the reason as message, if it cannot be rendered.
   */
  render(expression: string, inputs: Readonly<Record<string, JsonValue>>): Promise<JsonValue>;
  /** Encrypts a secret. Absent: encryption is not configured. */
  encrypt?(plain: string): Promise<JsonValue>;
}

/**
 * Does all that `checkInputs` does, and what needs ports: defaults that are expressions are rendered, inputs whose
 * `dependsOn` does not hold are left out, lists of values given by expressions are rendered, secrets are encrypted.
 */
export async function resolveInputs(
  inputs: readonly Input[],
  supplied: Readonly<Record<string, unknown>>,
  ports: InputPorts,
): Promise<CheckedInputs> {
  const resolution = new Resolution(inputs, supplied, ports);
  for (const input of inputs) await resolution.resolve(input);
  const issues = inputs.flatMap(({ id }) => resolution.issues.get(id) ?? []);
  if (issues.length > 0) return { ok: false, issues };
  const values: Record<string, JsonValue> = {};
  for (const { id } of inputs) {
    const value = resolution.values.get(id);
    if (value !== undefined) putNested(values, id, value);
  }
  return { ok: true, values };
}

class Resolution {
  /** By id, of inputs that are asked for. */
  readonly values = new Map<string, JsonValue>();
  readonly issues = new Map<string, InputIssue>();
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
    const given = suppliedValue(this.supplied, input.id) ?? (await this.defaultOf(input));
    if (this.issues.has(input.id)) return;
    const read = given === undefined ? missing(input) : await this.read(input, given);
    if ('reason' in read) this.refuse(input, read.reason, given);
    else this.values.set(input.id, read.value);
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
      // What it depends on is wrong itself and says so
      if (!needed.some(({ id }) => this.issues.has(id)))
        this.refuse(input, `Invalid condition: ${reasonOf(error)}`, undefined);
      return false;
    }
  }

  private async defaultOf(input: Input): Promise<unknown> {
    const { defaults } = input;
    if (!isExpression(defaults)) return defaults;
    try {
      return await this.ports.render(defaults, this.valuesOf([...this.byId.values()]));
    } catch (error) {
      this.refuse(input, `Invalid defaults: ${reasonOf(error)}`, defaults);
      return undefined;
    }
  }

  private async read(input: Input, given: unknown): Promise<Read> {
    if ((input.type === 'SELECT' || input.type === 'MULTISELECT') && input.expression !== undefined) {
      const listed = await this.choicesOf(input);
      return 'reason' in listed ? listed : readValue({ ...input, values: listed.choices }, given);
    }
    const read = readValue(input, given);
    if (input.type !== 'SECRET' || 'reason' in read) return read;
    if (this.ports.encrypt === undefined)
      return { reason: 'Unable to use a `SECRET` input/output as encryption is not configured' };
    return { value: await this.ports.encrypt(String(read.value)) };
  }

  private async choicesOf(
    input: SelectInput | MultiselectInput,
  ): Promise<{ choices: string[] } | { reason: string }> {
    const others = (input.dependsOn?.inputs ?? []).flatMap((id) => this.byId.get(id) ?? []);
    const known = others.length > 0 ? others : [...this.byId.values()];
    try {
      const list = await this.ports.render(input.expression ?? '', this.valuesOf(known));
      if (!Array.isArray(list)) return { reason: 'Invalid expression: it must give a list' };
      return { choices: list.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))) };
    } catch (error) {
      return { reason: `Invalid expression: ${reasonOf(error)}` };
    }
  }

  private valuesOf(inputs: readonly Input[]): Record<string, JsonValue> {
    const values: Record<string, JsonValue> = {};
    for (const { id } of inputs) {
      const value = this.values.get(id);
      if (value !== undefined) putNested(values, id, value);
    }
    return values;
  }

  private refuse(input: Input, reason: string, given: unknown): void {
    this.issues.set(input.id, issueOf(input, reason, given));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
