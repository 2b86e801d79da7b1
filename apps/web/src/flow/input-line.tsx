import { writeJson } from '@headrace/json';
import classes from './flow-screen.module.css';
import { type FormInput, inputLabel } from './form-input';
import { limitsText } from './input-limits';

export interface FlowOutput {
  outputId: string;
  type: string;
  displayName: string | null;
  description: string | null;
  required: boolean;
}

/** An input of a flow with all that its values must keep to. */
export function InputLine({ input }: { input: FormInput }) {
  const { defaults, displayName, inputId } = input;
  const facts = [
    input.description,
    input.values && listText(input.values, input.type),
    limitsText(input),
    input.dependsOn && dependencyText(input.dependsOn),
  ].filter((fact) => fact);
  return (
    <li>
      <span className={classes.inputName}>
        <span className={classes.name}>
          {inputLabel(input)}
          {input.required && (
            <span className={classes.required} title="required">
              {' *'}
            </span>
          )}
        </span>
        <span className={classes.type}>
          {displayName !== null && `${inputId} · `}
          {input.type}
          {defaults !== null && defaults !== undefined && ` = ${writeJson(defaults)}`}
        </span>
      </span>
      {facts.length > 0 && <span className={classes.nothing}>{facts.join(' · ')}</span>}
    </li>
  );
}

const mostListed = 8;

function listText(values: readonly string[], type: FormInput['type']): string {
  const more = values.length - mostListed;
  const how = type === 'MULTISELECT' ? 'any' : 'one';
  return `${how} of ${values.slice(0, mostListed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function dependencyText({
  inputIds,
  condition,
}: {
  inputIds: readonly string[];
  condition: string | null;
}): string {
  return condition === null ? `depends on ${inputIds.join(', ')}` : `asked for if ${condition}`;
}

/** An output of a flow. */
export function OutputLine({ output }: { output: FlowOutput }) {
  const { displayName, outputId, description, required } = output;
  const told = [description, !required && 'may be missing'].filter((fact) => fact);
  return (
    <li>
      <span className={classes.inputName}>
        <span className={classes.name}>{displayName ?? outputId}</span>
        <span className={classes.type}>
          {displayName !== null && `${outputId} · `}
          {output.type}
        </span>
      </span>
      {told.length > 0 && <span className={classes.nothing}>{told.join(' · ')}</span>}
    </li>
  );
}
