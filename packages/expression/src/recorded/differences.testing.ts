import { Decimal, type JsonValue, readJson, writeJson } from '@headrace/json';

/** An expression with the answers of both sides: exactly one of result and error each. */
export interface Compared {
  readonly expression: string;
  readonly kestra: Answer;
  readonly ours: Answer;
}

export interface Answer {
  readonly result?: string;
  readonly error?: string;
}

/** A kind of difference that stays on purpose. */
export interface Difference {
  /** The section of `docs/decisions/kestra-differences.md` that says why. */
  readonly section: string;
  readonly explains: (compared: Compared) => boolean;
}

/** Some expressions, when there is no rule that knows them. */
function expressions(...known: readonly string[]): Difference['explains'] {
  const set = new Set(known);
  return ({ expression }) => set.has(expression);
}

/** The value of a result that is JSON, with the keys of maps in order; null entries of maps stay only when asked for. */
function normal(text: string | undefined, keepsNulls: boolean): string | null {
  const read = readJson(text ?? '');
  return read.ok ? writeJson(ordered(read.value, keepsNulls)) : null;
}

function ordered(value: JsonValue, keepsNulls: boolean): JsonValue {
  if (typeof value !== 'object' || value === null || value instanceof Decimal) return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => ordered(item, keepsNulls));
  return Object.entries(value)
    .filter(([, item]) => keepsNulls || item !== null)
    .map(([key, item]: [string, JsonValue]): JsonValue => [key, ordered(item, keepsNulls)])
    .toSorted((left, right) => (writeJson(left) < writeJson(right) ? -1 : 1));
}

function sameJson({ kestra, ours }: Compared, keepsNulls: boolean): boolean {
  const expected = normal(kestra.result, keepsNulls);
  return expected !== null && expected === normal(ours.result, keepsNulls);
}

export const DIFFERENCES: readonly Difference[] = [
  {
    section: 'Crashes of the JVM',
    explains: ({ kestra, ours }) =>
      ours.result !== undefined && kestra.error?.includes('Internal server error') === true,
  },
  {
    section: 'Variables that are null',
    explains: ({ expression, kestra }) =>
      /\bvars\.n\b/.test(expression) &&
      !(kestra.error ?? '').startsWith('HTTP') &&
      !expression.includes('regex'),
  },
  {
    section: 'Null entries of maps',
    explains: (compared) => !sameJson(compared, true) && sameJson(compared, false),
  },
  { section: 'The order of keys', explains: (compared) => sameJson(compared, true) },
  {
    section: 'Filters of later versions',
    explains: ({ kestra }) => /Filter \[regex\w+\] does not exist/.test(kestra.error ?? ''),
  },
  {
    section: 'Names of classes',
    explains: ({ expression, kestra }) =>
      expression.includes('className') && /^java\.lang\.(?:Long|Float)$/.test(kestra.result ?? ''),
  },
  {
    section: 'Numbers are equal by value',
    explains: expressions('{{ vars.list contains 2 }}', '{{ vars.list contains [1,2] }}'),
  },
  {
    section: 'Whole numbers beyond 64 bits',
    explains: ({ ours }) => ours.error?.includes('does not fit into a 64-bit number') === true,
  },
  {
    section: 'Dates beyond the year 275760',
    explains: ({ ours }) => ours.error?.includes('The date is out of range') === true,
  },
  {
    section: 'The text null for nothing',
    explains: expressions('{{ null | distinct }}'),
  },
  {
    section: 'Functions that need a store',
    explains: expressions('{{ fileExists("nope") }}', '{{ kv("NOPE", errorOnMissing=false) }}'),
  },
  { section: 'Nothing to evaluate', explains: expressions('') },
];
