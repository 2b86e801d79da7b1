export function maskWebhookKeys(_source: string): string {
  throw new Error('Not built yet');
}
