import type { IncomingMessage } from 'node:http';

/** Names under which a browser on this machine may know the server. */
const OWN_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

const WEBHOOK_PATH = /^\/api\/v1\/(main\/)?executions\/webhook\//;

/**
 * Why a request is refused, or undefined. Two tricks of foreign web pages are kept out: a name of theirs that suddenly points to
 * this machine (the Host header gives it away), and requests sent from their pages (the Origin header does).
 */
export function refusal(request: IncomingMessage, path: string): string | undefined {
  const host = request.headers.host ?? '';
  if (!OWN_NAMES.has(host.replace(/:\d+$/, '').toLowerCase()))
    return 'This server answers only to localhost, 127.0.0.1 and [::1].';
  if (!changesState(request) || WEBHOOK_PATH.test(path)) return undefined;
  const { origin } = request.headers;
  const isForeign =
    origin !== undefined && origin.replace(/^https?:\/\//, '').toLowerCase() !== host.toLowerCase();
  if (isForeign || request.headers['sec-fetch-site'] === 'cross-site')
    return 'Requests from other sites are refused.';
  return undefined;
}

/** GraphQL runs only queries over GET; an upgrade opens a socket over which anything can be sent. */
function changesState({ method, headers }: IncomingMessage): boolean {
  return headers.upgrade !== undefined || !['GET', 'HEAD', 'OPTIONS'].includes(method ?? '');
}
