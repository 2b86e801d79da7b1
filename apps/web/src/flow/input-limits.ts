import { isoDurationWords } from '../ui/iso-duration';
import { acceptedFiles, type FormInput } from './form-input';

/** What a value must keep to, in words: `1 to 20`, `at most 2 h`, `after 09:00`, `list of INT`; null without limits. */
export function limitsText(input: FormInput): string | null {
  switch (input.type) {
    case 'INT':
    case 'FLOAT':
      return range(input.min, input.max, { both: ' to ', least: 'at least ', most: 'at most ' });
    case 'DURATION':
      return range(words(input.minDuration), words(input.maxDuration), {
        both: ' to ',
        least: 'at least ',
        most: 'at most ',
      });
    case 'DATETIME':
    case 'DATE':
    case 'TIME':
      return range(input.after, input.before, { both: ' to ', least: 'from ', most: 'up to ' });
    case 'STRING':
    case 'SECRET':
      return input.validator && `must match ${input.validator}`;
    case 'SELECT':
    case 'ENUM':
      return input.allowCustomValue ? 'other values too' : null;
    case 'MULTISELECT':
      return input.allowCustomValue ? `other values too${itemText(input)}` : null;
    case 'ARRAY':
      return `JSON list of ${input.itemType ?? 'STRING'}`;
    case 'FILE': {
      const extension = acceptedFiles(input);
      return extension ? `a ${extension} file` : null;
    }
    case 'JSON':
    case 'YAML':
    case 'URI':
    case 'EMAIL':
    case 'BOOLEAN':
      return null;
  }
}

function itemText({ itemType }: FormInput): string {
  return itemType === null || itemType === 'STRING' ? '' : ` (${itemType})`;
}

function words(duration: string | null): string | null {
  return duration && (isoDurationWords(duration) ?? duration);
}

function range<Bound extends string | number>(
  low: Bound | null,
  high: Bound | null,
  say: { both: string; least: string; most: string },
): string | null {
  if (low !== null && high !== null) return `${low}${say.both}${high}`;
  if (low !== null) return `${say.least}${low}`;
  if (high !== null) return `${say.most}${high}`;
  return null;
}
