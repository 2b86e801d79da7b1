const ISO_DURATION =
  /^([-+])?P(?=[-+\dT])(?:([-+]?\d+)D)?(?:T(?=[-+\d])(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+(?:[.,]\d{0,9})?)S)?)?$/i;

/** An ISO 8601 duration in words (`PT1H30M` as `1 h 30 min`); null if the text is none. */
export function isoDurationWords(text: string): string | null {
  const match = ISO_DURATION.exec(text.trim());
  if (!match) return null;
  const [, sign, ...amounts] = match;
  const parts = amounts.flatMap((amount, index) =>
    amount === undefined || Number(amount.replace(',', '.')) === 0
      ? []
      : `${Number(amount.replace(',', '.'))} ${units[index]}`,
  );
  if (parts.length === 0) return '0 s';
  return `${sign === '-' ? 'minus ' : ''}${parts.join(' ')}`;
}

const units = ['d', 'h', 'min', 's'] as const;

/** Seconds, written as a decimal such as `3720.5`, as an ISO 8601 duration (`PT1H2M0.5S`); null if the text is no such number. */
export function isoDurationOf(seconds: string): string | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(seconds);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const total = BigInt(whole);
  const rest = fraction.replace(/0+$/, '');
  const amounts = [
    [total / 3600n, 'H'],
    [(total / 60n) % 60n, 'M'],
    [`${total % 60n}${rest && `.${rest}`}`, 'S'],
  ] as const;
  const parts = amounts
    .filter(([amount]) => Number(amount) !== 0)
    .map(([amount, unit]) => `${sign}${amount}${unit}`);
  return `PT${parts.join('') || '0S'}`;
}
