import { Cron } from 'croner';
import { shorten } from './scalar';

const NICKNAMES = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/**
 * Says what is wrong with a cron expression: 5 fields (minute, hour, day of month, month, day of week), or 6 with the
 * seconds first, or a nickname. Undefined if it can be used.
 */
export function cronProblem(written: string, options: { withSeconds: boolean }): string | undefined {
  const problem = (cause: string): string => `invalid cron expression '${shorten(written)}': ${cause}`;
  const cron = written.trim();
  if (cron.startsWith('@')) {
    if (NICKNAMES.includes(cron.toLowerCase())) return undefined;
    return problem(`unknown nickname, expected one of ${NICKNAMES.join(', ')}`);
  }
  if (cron.length > 500) return problem('it is too long');
  const fields = cron.split(/\s+/);
  const wanted = options.withSeconds ? 6 : 5;
  if (fields.length !== wanted) {
    const hint = !options.withSeconds && fields.length === 6 ? '; for seconds, set `withSeconds: true`' : '';
    return problem(`expected ${wanted} fields, found ${fields.length}${hint}`);
  }
  if (!/^[\d*/,\-A-Za-z?#\s]+$/.test(cron)) return problem('it holds a character that has no meaning here');
  try {
    new Cron(cron, { paused: true });
    return undefined;
  } catch (error) {
    return problem(error instanceof Error ? error.message : String(error));
  }
}
