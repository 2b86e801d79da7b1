import { flowDocument, maskWebhookKeys, restoreWebhookKeys } from '@headrace/flow';
import { readOwnJson, writeJson } from '@headrace/json';
import { taskCatalogue } from '@headrace/tasks';
import { type CheckedFlow, checkFlow, lintFlow } from '../check-flow';

/** What can be asked about the text of a flow. The larger the text the longer it takes. */
export type FlowJob =
  | { readonly kind: 'check'; readonly source: string }
  | { readonly kind: 'lint'; readonly source: string }
  | { readonly kind: 'mask'; readonly source: string }
  | { readonly kind: 'document'; readonly source: string }
  | { readonly kind: 'restore'; readonly source: string; readonly keys: WebhookKeys };

/** Keys of webhooks by the ids of their triggers. */
export type WebhookKeys = Readonly<Record<string, string>>;

interface Answers {
  readonly check: CheckedFlow;
  readonly lint: CheckedFlow;
  readonly mask: string;
  /** JSON of `flowDocument`. */
  readonly document: string;
  readonly restore: string;
}

export type FlowAnswer<Job extends FlowJob> = Answers[Job['kind']];

/** Does a job, here and now. */
export function doFlowJob<Job extends FlowJob>(job: Job): FlowAnswer<Job>;
export function doFlowJob(job: FlowJob): CheckedFlow | string {
  switch (job.kind) {
    case 'check':
      return checkFlow(job.source);
    case 'lint':
      return lintFlow(job.source);
    case 'mask':
      return maskWebhookKeys(job.source);
    case 'document':
      return writeJson(flowDocument(job.source, taskCatalogue));
    case 'restore':
      return restoreWebhookKeys(job.source, (id) => (Object.hasOwn(job.keys, id) ? job.keys[id] : undefined));
  }
}

/** An answer as it travels between threads, which would make plain objects of exact decimals. */
export function packAnswer(answer: CheckedFlow | string): string {
  return typeof answer === 'string' ? `=${answer}` : writeJson(answer);
}

/** The answer of `packAnswer`. */
export function unpackAnswer(packed: string): CheckedFlow | string {
  return packed.startsWith('=') ? packed.slice(1) : (readOwnJson(packed) as unknown as CheckedFlow);
}
