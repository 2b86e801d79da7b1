import type { FindFlowResult, Runtime } from '@headrace/runtime';
import { conflict } from '../errors';

/** What a flow's row says besides its text. */
interface About {
  readonly revision: number;
  readonly disabled: boolean;
  readonly deleted: boolean;
}

/** A flow as its document. Webhook keys are masked in the source and in the document made of it. */
export async function flowJson(
  { maskedSource, flowDocument }: Pick<Runtime, 'maskedSource' | 'flowDocument'>,
  text: string,
  about: About,
  withSource: boolean,
): Promise<object> {
  const source = await maskedSource(text);
  const document = (await flowDocument(source)) ?? {};
  const { revision, disabled, deleted } = about;
  return { ...asKestra(document), revision, disabled, deleted, ...(withSource && { source }) };
}

interface Document {
  readonly labels?: unknown;
  readonly inputs?: unknown;
}

/** Kestra tells labels as a list however they were written, and of each input whether it must be given. */
function asKestra(document: Document): object {
  const { labels, inputs } = document;
  return {
    ...document,
    ...(isMap(labels) && { labels: Object.entries(labels).map(([key, value]) => ({ key, value })) }),
    ...(Array.isArray(inputs) && {
      inputs: inputs.map((input: unknown) => (isMap(input) ? { required: true, ...input } : input)),
    }),
  };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A flow that was found. @throws RestError (409) where it cannot be read any more and its text is not asked for */
export async function foundFlowJson(
  runtime: Pick<Runtime, 'maskedSource' | 'flowDocument'>,
  found: Extract<FindFlowResult, { kind: 'found' | 'invalid' }>,
  withSource: boolean,
  name: { readonly namespace: string; readonly id: string },
): Promise<object> {
  const { revision } = found;
  if (found.kind === 'found')
    return flowJson(
      runtime,
      found.source,
      { revision, disabled: found.disabled, deleted: false },
      withSource,
    );
  const reason = found.issues.map(({ message }) => message).join('; ');
  if (!withSource) throw conflict(`Unable to read the flow: ${reason}`);
  return {
    ...name,
    revision,
    deleted: false,
    exception: reason,
    source: await runtime.maskedSource(found.source),
  };
}
