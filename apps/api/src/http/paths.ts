/** Exactly `/executions/webhook/{namespace}/{flowId}/{key}`: a flow in a namespace called `webhook` is started by another path. */
const WEBHOOK = /^(\/api\/v1\/(?:main\/)?executions\/webhook\/[^/]+\/[^/]+\/)[^/]+$/;

/** Whether a path calls a webhook: foreign pages and programs may, that is what they are for. */
export function isWebhook(path: string): boolean {
  return WEBHOOK.test(path);
}

/** A path as it may be written down: the key of a webhook is a secret. */
export function shownPath(path: string): string {
  return path
    .replace(WEBHOOK, '$1********')
    .replace(/^(\/api\/v1\/(?:main\/)?executions\/webhook\/).+\/.+\/.+\/.*$/, '$1********');
}

/** A NUL or half a surrogate pair, as an address spells them. */
const UNSTORABLE = /%00|%ed%[ab][0-9a-f]%[89ab][0-9a-f]/i;

/** Whether an address, path or query, holds text that nothing here can keep. */
export function holdsUnstorableText(address: string): boolean {
  return UNSTORABLE.test(address);
}
