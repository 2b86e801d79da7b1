import { builder } from './builder';

/** An enum whose values are their names, each with what it means. */
export function describedEnum<Name extends string>(
  name: string,
  description: string,
  meanings: Readonly<Record<Name, string>>,
) {
  const values = Object.fromEntries(
    (Object.keys(meanings) as Name[]).map((value) => [value, { value, description: meanings[value] }]),
  ) as Record<Name, { value: Name; description: string }>;
  return builder.enumType(name, { description, values });
}
