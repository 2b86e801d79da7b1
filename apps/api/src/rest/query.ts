import { didYouMean } from '@headrace/flow';
import { z } from 'zod';
import { badRequest, invalidEntity, type Violation } from './errors';
import { refuseUnstorable } from './path';

/** Parameters behind the question mark, by name. A list may be given many times, everything else once. */
export type QueryShape = Readonly<Record<string, z.ZodType>>;

const FILTER_NAME = /^filters\[/;

/**
 * Reads the parameters of a request.
 * @throws RestError 422 with all that is wrong, unknown and repeated ones included; 400 when a required one is missing
 */
export function readQuery<Shape extends QueryShape>(
  schema: z.ZodObject<Shape>,
  given: URLSearchParams,
  { operation, hasFilters }: { readonly operation: string; readonly hasFilters: boolean },
): z.output<z.ZodObject<Shape>> {
  const { shape } = schema;
  const raw: Record<string, string | readonly string[]> = {};
  const violations: Violation[] = [];
  const violate = (name: string, message: string) =>
    violations.push({ path: `${operation}.${name}`, message });
  for (const name of new Set(given.keys())) {
    refuseUnstorable(name);
    const values = given.getAll(name);
    for (const value of values) refuseUnstorable(value);
    if (hasFilters && FILTER_NAME.test(name)) continue;
    const known = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (known === undefined) {
      const hint = didYouMean(name, Object.keys(shape));
      violate(name, `there is no such parameter${hint}`);
    } else if (isList(known)) raw[name] = values;
    else if (values.length > 1) violate(name, 'must be given once');
    else raw[name] = values[0] ?? '';
  }
  const parsed = schema.safeParse(raw);
  if (!parsed.success)
    for (const issue of parsed.error.issues) {
      const [name] = issue.path;
      if (typeof name === 'string' && isMissing(raw[name], shape[name]))
        throw badRequest(`Required argument [String ${name}] not specified`);
      violate(String(name), issue.message);
    }
  if (violations.length > 0) throw invalidEntity(violations);
  return parsed.data as z.output<z.ZodObject<Shape>>;
}

function isList(schema: z.ZodType): boolean {
  let inner: z.core.$ZodType = schema;
  for (;;) {
    if (inner instanceof z.ZodArray) return true;
    if (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap();
    else if (inner instanceof z.ZodPipe) inner = inner.in;
    else return false;
  }
}

/** Empty text is as good as none where there must be some. */
function isMissing(given: string | readonly string[] | undefined, schema: z.ZodType | undefined): boolean {
  return given === undefined || (given === '' && !schema?.safeParse(undefined).success);
}
