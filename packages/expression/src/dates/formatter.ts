const MAX_FORMATTERS = 300;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** A formatter of JavaScript; making one costs far more than using it. */
export function formatterOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${Object.entries(options).join('|')}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat(locale, options);
  if (formatters.size >= MAX_FORMATTERS) formatters.clear();
  formatters.set(key, formatter);
  return formatter;
}

/** The part of a formatted date that is of a type; undefined when the language shows none. */
export function partOf(
  date: Date,
  locale: string,
  options: Intl.DateTimeFormatOptions,
  type: Intl.DateTimeFormatPartTypes,
): string | undefined {
  const parts = formatterOf(locale, options).formatToParts(date);
  return parts.find((part) => part.type === type)?.value;
}
