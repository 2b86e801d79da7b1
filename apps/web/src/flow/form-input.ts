import { graphql, type ResultOf } from '../graphql/graphql';

/** What the execute form and the flow page need of an input. */
export const FormInput_Fields = graphql(`
  fragment FormInput on FlowInput {
    inputId
    type
    displayName
    description
    required
    defaults
    prefill
    validator
    min
    max
    minDuration
    maxDuration
    after
    before
    values
    itemType
    allowCustomValue
    isRadio
    extension
    dependsOn {
      inputIds
      condition
    }
    isComputed
  }
`);

export type FormInput = ResultOf<typeof FormInput_Fields>;

export type InputType = FormInput['type'];

/** Under what name people know an input. */
export function inputLabel({ displayName, inputId }: Pick<FormInput, 'displayName' | 'inputId'>): string {
  return displayName ?? inputId;
}

/** What tools that choose files are told of the wished extension; `.upl` is Kestra's word for any. */
export function acceptedFiles({ extension }: Pick<FormInput, 'extension'>): string | undefined {
  return extension === null || extension === '.upl' ? undefined : extension;
}
