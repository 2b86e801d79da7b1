import type { FormInput } from './form-input';
import { type FormLabel, labelsToSend } from './form-label';
import { type FormValues, filesToSend, type SentValue, valuesToSend } from './form-value';

interface Call {
  origin: string;
  flow: { namespace: string; flowId: string; inputs: readonly FormInput[] };
  values: FormValues;
  labels: readonly FormLabel[];
  isAskedFor(inputId: string): boolean;
}

/** The same call from a shell. Secrets stay out of it: it is made to be copied. */
export function curlLine({ origin, flow, values, labels, isAskedFor }: Call): string {
  const path = `/api/v1/executions/${encodeURIComponent(flow.namespace)}/${encodeURIComponent(flow.flowId)}`;
  const query = labelsToSend(labels)
    .map(({ key, value }) => `labels=${encodeURIComponent(`${key}:${value}`)}`)
    .join('&');
  const sent = valuesToSend(flow.inputs, values, isAskedFor);
  const files = filesToSend(flow.inputs, values, isAskedFor);
  const forms = flow.inputs.flatMap(({ inputId, type }) => {
    const file = files.get(inputId);
    if (file) return `-F ${shellQuoted(`${inputId}=@${fileName(file.name)}`)}`;
    const value = sent[inputId];
    if (value === undefined) return [];
    // --form-string sends a leading @ or < as it is, where -F would read a file.
    return `--form-string ${shellQuoted(`${inputId}=${type === 'SECRET' ? '******' : formText(value)}`)}`;
  });
  return ['curl -X POST', ...forms, shellQuoted(`${origin}${path}${query ? `?${query}` : ''}`)].join(' ');
}

function formText(value: SentValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** cURL ends the name of a file at a comma or semicolon unless it is quoted. */
function fileName(name: string): string {
  return /[,;"\\]/.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : name;
}

/** A word that a POSIX shell reads back unchanged. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The path of a webhook with something to fill in where its masked key stands. */
export function withKeyPlaceholder(path: string): string {
  return path.replace(/\*+$/, '<KEY>');
}
