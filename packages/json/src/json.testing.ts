import fc from 'fast-check';

const digits = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength });

/** The texts of numbers that JSON has: of any length, with zeros, exponents and signs anywhere. */
export const numberTexts = fc
  .record({
    sign: fc.constantFrom('', '-'),
    whole: fc.oneof(digits(4), digits(40)).map((text) => text.replace(/^0+(?=\d)/, '')),
    fraction: fc.option(
      fc.oneof(
        digits(4),
        digits(40),
        digits(4).map((text) => '0'.repeat(45) + text),
      ),
      {
        nil: undefined,
      },
    ),
    exponent: fc.option(fc.oneof(fc.integer({ min: -12, max: 25 }), fc.integer({ min: -900, max: 900 })), {
      nil: undefined,
      freq: 2,
    }),
    mark: fc.constantFrom('e', 'E', 'e+'),
  })
  .map(({ sign, whole, fraction, exponent, mark }) => {
    const power = exponent === undefined ? '' : `${exponent < 0 ? mark.slice(0, 1) : mark}${exponent}`;
    return `${sign}${whole}${fraction === undefined ? '' : `.${fraction}`}${power}`;
  });

/** JSON texts whose numbers are those texts, in lists and maps, with texts that look like numbers and like structure. */
export const documentTexts = fc.letrec<{ value: string; list: string; map: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    numberTexts,
    texts(),
    fc.constantFrom('true', 'false', 'null'),
    tie('list'),
    tie('map'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
  map: fc
    .array(fc.tuple(texts(), tie('value')), { maxLength: 4 })
    .map((entries) => `{${entries.map(([key, value]) => `${key}:\n${value}`).join(' ,')}}`),
})).value;

function texts() {
  return fc
    .oneof(
      fc.string(),
      fc.constantFrom(
        '1.0',
        '[1e3',
        '"',
        '\\',
        '\\"',
        ': 12345678901234567890,',
        '__proto__',
        '\u0001',
        '\u00010',
        '\u0001\u00011',
        '\\u0001',
      ),
    )
    .map((text) => JSON.stringify(text));
}
