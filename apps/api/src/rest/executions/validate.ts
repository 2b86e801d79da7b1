import type { Flow } from '@headrace/flow';
import type { ValidateInputsResult } from '@headrace/runtime';
import { z } from 'zod';

/** What came of the inputs of a start, for the OpenAPI page. */
export const inputsSchema = z.object({
  id: z.string(),
  namespace: z.string(),
  inputs: z.array(
    z.object({
      input: z.looseObject({ id: z.string(), type: z.string() }),
      value: z.unknown().describe('Absent where it is wrong or left out.'),
      enabled: z.boolean(),
      isDefault: z.boolean(),
      errors: z.array(
        z.object({
          message: z.string(),
          renderError: z.boolean().describe('Always false: what could not be rendered has no value.'),
        }),
      ),
    }),
  ),
  checks: z.array(z.never()).describe('Checks of a flow cannot run yet.'),
});

/** Kestra's answer to a check of inputs: each input of the flow with its value and what is wrong with it. Secrets are masked. */
export function checkedInputsJson(
  { namespace, id, inputs }: Pick<Flow, 'namespace' | 'id' | 'inputs'>,
  { inputs: resolved, issues }: Extract<ValidateInputsResult, { kind: 'checked' }>,
): object {
  const byId = new Map(resolved.map((one) => [one.id, one]));
  return {
    id,
    namespace,
    inputs: inputs.map((input) => {
      const found = byId.get(input.id);
      return {
        input,
        ...(found?.value !== undefined && { value: found.value }),
        enabled: found?.isAskedFor ?? true,
        isDefault: found?.isDefault ?? false,
        errors: issues
          .filter((issue) => issue.input === input.id)
          .map(({ message }) => ({ message, renderError: false })),
      };
    }),
    checks: [],
  };
}
