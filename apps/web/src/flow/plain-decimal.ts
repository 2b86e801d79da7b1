const SCIENTIFIC = /^([-+]?)(\d*)\.?(\d*)e([-+]?\d{1,3})$/i;

/** `1.5e3` as `1500`, digit by digit, so that nothing is rounded; null if the text is not written that way. */
export function plainDecimal(text: string): string | null {
  const match = SCIENTIFIC.exec(text.trim());
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', exponent = ''] = match;
  const digits = whole + fraction;
  if (digits === '') return null;
  const point = whole.length + Number(exponent);
  const padded =
    point <= 0
      ? `0.${'0'.repeat(-point)}${digits}`
      : point >= digits.length
        ? digits.padEnd(point, '0')
        : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return `${sign === '-' ? '-' : ''}${padded}`;
}
