import type { Flow } from '../flow';
import type { Finding } from '../issue';
import { WEBHOOK_TRIGGER_TYPE } from '../trigger/webhook';

/** Warns of webhooks whose calls are refused, because the flow needs an input that a call does not give. */
export function webhookInputWarnings({ inputs, triggers }: Flow): Finding[] {
  const needed = inputs
    .filter(({ required, defaults, dependsOn }) => required && defaults === undefined && !dependsOn)
    .map(({ id }) => id);
  return triggers.flatMap((trigger, index): Finding[] => {
    if (trigger.type !== WEBHOOK_TRIGGER_TYPE || trigger.disabled) return [];
    const missing = needed.filter((id) => !Object.hasOwn(trigger.inputs ?? {}, id));
    if (missing.length === 0) return [];
    const names = missing.map((id) => `\`${id}\``).join(', ');
    const message = `Calls of this webhook are refused: it gives no value for ${names}, and there is no default`;
    return [{ severity: 'warning', path: ['triggers', index], message }];
  });
}
