/** An input of a flow, as far as the form needs it. */
export interface FormInput {
  inputId: string;
  type: 'STRING' | 'INT' | 'BOOLEAN';
  displayName: string | null;
  description: string | null;
  required: boolean;
  defaults: unknown;
  validator: string | null;
  min: number | null;
  max: number | null;
}

export type FormValue = string | number | boolean | undefined;
export type FormValues = Readonly<Record<string, FormValue>>;

export interface FormLabel {
  key: string;
  value: string;
}

/** What the form shows first: the defaults of the flow. */
export function initialValues(inputs: readonly FormInput[]): FormValues {
  return Object.fromEntries(inputs.map((input) => [input.inputId, initialValue(input)]));
}

function initialValue(input: FormInput): FormValue {
  const given = input.defaults;
  switch (input.type) {
    case 'STRING':
      return given === null || given === undefined ? '' : String(given);
    case 'INT':
      return typeof given === 'number' ? given : undefined;
    case 'BOOLEAN':
      return typeof given === 'boolean' ? given : undefined;
  }
}

/** The values to send: what was left empty is left out, so that the server's defaults and rules decide. */
export function valuesToSend(values: FormValues): Record<string, string | number | boolean> {
  const sent: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') sent[name] = value;
  }
  return sent;
}

/** Only rows that say something; a row with one half empty is kept, for the server to refuse. */
export function labelsToSend(labels: readonly FormLabel[]): FormLabel[] {
  return labels
    .map(({ key, value }) => ({ key: key.trim(), value: value.trim() }))
    .filter(({ key, value }) => key !== '' || value !== '');
}

/** The same call from a shell. */
export function curlLine(
  origin: string,
  flow: { namespace: string; flowId: string },
  values: FormValues,
  labels: readonly FormLabel[],
): string {
  const path = `/api/v1/executions/${encodeURIComponent(flow.namespace)}/${encodeURIComponent(flow.flowId)}`;
  const query = labelsToSend(labels)
    .map(({ key, value }) => `labels=${encodeURIComponent(`${key}:${value}`)}`)
    .join('&');
  const forms = Object.entries(valuesToSend(values)).map(
    // --form-string sends a leading @ or < as it is, where -F would read a file.
    ([name, value]) => `--form-string ${shellQuoted(`${name}=${value}`)}`,
  );
  return ['curl -X POST', ...forms, shellQuoted(`${origin}${path}${query ? `?${query}` : ''}`)].join(' ');
}

/** A word that a POSIX shell reads back unchanged. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The hint under a number field: `1 to 20`, `at least 1`, `at most 20`; null without limits. */
export function limitsText(input: Pick<FormInput, 'min' | 'max'>): string | null {
  if (input.min !== null && input.max !== null) return `${input.min} to ${input.max}`;
  if (input.min !== null) return `at least ${input.min}`;
  if (input.max !== null) return `at most ${input.max}`;
  return null;
}
