import type { IncomingMessage } from 'node:http';
import { isWebhook } from './paths';

/** Names under which a browser on this machine may know the server. */
const OWN_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A page can send these types to any site without asking it first. */
const SIMPLE_TYPES = /^\s*(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;

/** A page must ask before it sends one of these; Yoga's name, that of other servers, and the one they agreed upon. */
const PREFLIGHT_HEADERS = ['x-graphql-yoga-csrf', 'apollo-require-preflight', 'graphql-require-preflight'];

/**
 * Why a request is refused, or undefined. Three tricks of foreign web pages are kept out: a name of theirs that suddenly points to
 * this machine (the Host header gives it away), requests sent from their pages (the Origin header and what browsers say of their
 * fetches do), and forms that pretend to be an operation, by a browser that says neither.
 */
export function refusal(request: IncomingMessage, path: string): string | undefined {
  const host = request.headers.host ?? '';
  if (!OWN_NAMES.has(host.replace(/:\d+$/, '').toLowerCase()))
    return 'This server answers only to localhost, 127.0.0.1 and [::1].';
  const isGraphql = path === '/graphql';
  if (isWebhook(path) || !(changesState(request) || isGraphql)) return undefined;
  const sender = senderOf(request, host);
  // A query by GET changes nothing, but it may cost something, which is nobody's to spend from elsewhere.
  if (sender === 'foreign') return 'Requests from other sites are refused.';
  if (isGraphql && sender === 'unknown' && isSimple(request) && !hasPreflightHeader(request))
    return `A form is only taken with one of the headers ${PREFLIGHT_HEADERS.join(', ')}: other sites cannot send it.`;
  return undefined;
}

type Sender = 'own' | 'foreign' | 'unknown';

/** Whose page sent it: ours, another one, or none that says so. */
function senderOf({ headers }: IncomingMessage, host: string): Sender {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return 'foreign';
  if (origin !== undefined)
    return origin.replace(/^https?:\/\//, '').toLowerCase() === host.toLowerCase() ? 'own' : 'foreign';
  return site === 'same-origin' ? 'own' : 'unknown';
}

/** GraphQL runs only queries over GET; an upgrade opens a socket over which anything can be sent. */
function changesState({ method, headers }: IncomingMessage): boolean {
  return headers.upgrade !== undefined || !['GET', 'HEAD', 'OPTIONS'].includes(method ?? '');
}

function isSimple({ method, headers }: IncomingMessage): boolean {
  const type = headers['content-type'];
  return method === 'POST' && (type === undefined || SIMPLE_TYPES.test(type));
}

function hasPreflightHeader({ headers }: IncomingMessage): boolean {
  return PREFLIGHT_HEADERS.some((name) => headers[name] !== undefined);
}
