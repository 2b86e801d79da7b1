import type { FormInput } from './form-input';

/** A required STRING without anything else, changed as a test needs it. */
export function input(changes: Partial<FormInput> = {}): FormInput {
  return {
    inputId: 'name',
    type: 'STRING',
    displayName: null,
    description: null,
    required: true,
    defaults: null,
    prefill: null,
    validator: null,
    min: null,
    max: null,
    minDuration: null,
    maxDuration: null,
    after: null,
    before: null,
    values: null,
    itemType: null,
    allowCustomValue: false,
    isRadio: false,
    extension: null,
    dependsOn: null,
    isComputed: false,
    ...changes,
  };
}
