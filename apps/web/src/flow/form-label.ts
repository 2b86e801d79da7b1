export interface FormLabel {
  key: string;
  value: string;
}

/** Only rows that say something; a row with one half empty is kept, for the server to refuse. */
export function labelsToSend(labels: readonly FormLabel[]): FormLabel[] {
  return labels
    .map(({ key, value }) => ({ key: key.trim(), value: value.trim() }))
    .filter(({ key, value }) => key !== '' || value !== '');
}
