import type { Flow } from '../flow';
import { checkInputs } from '../input/input-value';
import type { Finding } from '../issue';
import { isExpression } from '../scalar';

/** Defaults that their own inputs would refuse: the flow is good, but cannot run with them. */
export function defaultWarnings(flow: Flow): Finding[] {
  return flow.inputs.flatMap((input, index): Finding[] => {
    if (input.defaults === undefined || isExpression(input.defaults)) return [];
    const checked = checkInputs([input], {});
    if (checked.ok) return [];
    const path = ['inputs', index, 'defaults'];
    return checked.issues.map((issue) => ({ severity: 'warning', path, message: issue.message }));
  });
}
