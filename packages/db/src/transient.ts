/**
 * SQLSTATEs whose cause is neither the statement nor its values: a conflict with others (40001, 40003, 40P01, 55P03), a time limit
 * (57014, 25P03, 25P04, 57P05), a server that stops, starts or is a standby now (57P01 to 57P03, 25006), one that lacks memory,
 * disk or connections (53) or whose disk fails (58), a lost connection (08), one that does not know what it prepared (26000), and our
 * own refusal of a claim that came late (HR001).
 */
const SQLSTATES =
  /^(40001|40003|40P01|55P03|57014|25P03|25P04|57P0[1235]|25006|53000|53100|53200|53300|58000|58030|08\w{3}|26000|HR001)$/;

/** A migration changed a table: the statement fails on each connection that had prepared it before, which then ends. */
const STALE_PLAN = 'cached plan must not change result type';

/** Codes of Node: the network, its names, and what a process may open. */
const SYSTEM_CODES =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENETRESET|EADDRNOTAVAIL|EAGAIN|EMFILE|ENFILE|ENOBUFS|ERR_SOCKET_CLOSED|ERR_SOCKET_CLOSED_BEFORE_CONNECTION)$/;

/** Prisma's codes and the kinds of its adapter: not reachable, too slow, closed, a conflict, too many connections. */
const PRISMA_CODES =
  /^(P1001|P1002|P1008|P1017|P2034|P2037|DatabaseNotReachable|SocketTimeout|ConnectionClosed)$/;

/** What pg, its pool and Prisma say without a code, or Node in the words of somebody else. */
const MESSAGES = [
  /^Connection terminated/,
  /^Query read timeout$/,
  /^timeout expired$/,
  /^timeout exceeded when trying to connect$/,
  /^Client has encountered a connection error and is not queryable$/,
  /^Client was closed and is not queryable$/,
  /\b(connect|read|write|getaddrinfo) (ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|ENET)/,
  // The socket's file is there when its server is. Other files that are missing stay so.
  /\bconnect ENOENT /,
  /Unable to start a transaction in the given time|on an expired transaction/,
];

/** Whether trying again is right: the database said so, or it could not be reached. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const adapter = at(at(at(error, 'meta'), 'driverAdapterError'), 'cause');
  const code = at(error, 'code');
  const sqlState = at(adapter, 'originalCode') ?? (at(error, 'severity') && code);
  // The server's text is no evidence: it may quote a value that reads like another error.
  if (sqlState) return matches(SQLSTATES, sqlState) || error.message.includes(STALE_PLAN);
  return (
    [SQLSTATES, SYSTEM_CODES, PRISMA_CODES].some((codes) => matches(codes, code)) ||
    matches(PRISMA_CODES, at(adapter, 'kind')) ||
    MESSAGES.some((pattern) => pattern.test(error.message))
  );
}

function matches(pattern: RegExp, value: unknown): boolean {
  return typeof value === 'string' && pattern.test(value);
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
