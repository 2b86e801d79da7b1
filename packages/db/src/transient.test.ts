import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { isTransient } from './transient';

/** As the server says it. */
function fromServer(code: string, message = 'something'): Error {
  return Object.assign(new pg.DatabaseError(message, 100, 'error'), { severity: 'ERROR', code });
}

/** As Node says it; its connections name the call and the address. */
function fromSystem(code: string, syscall = 'connect'): Error {
  return Object.assign(new Error(`${syscall} ${code} 10.0.0.1:5432`), { errno: -1, code, syscall });
}

/** As Prisma hands it on: for a raw query its own code is P2010, whatever happened. */
function fromPrisma(code: string, cause: object, message = 'Raw query failed.'): Error {
  return Object.assign(new Error(message), {
    name: 'PrismaClientKnownRequestError',
    code,
    meta: { driverAdapterError: Object.assign(new Error('adapter'), { cause }) },
  });
}

describe('transient', () => {
  test.each([
    ['40001', 'serialization failure'],
    ['40003', 'it is not known whether the statement was executed'],
    ['40P01', 'deadlock'],
    ['55P03', 'lock not available'],
    ['57014', 'statement time-out'],
    ['25P03', 'idle in transaction for too long'],
    ['25P04', 'transaction time-out'],
    ['57P05', 'idle for too long'],
    ['57P01', 'shutdown'],
    ['57P02', 'crash of another session'],
    ['57P03', 'starting up'],
    ['25006', 'a standby, after a failover'],
    ['53000', 'insufficient resources'],
    ['53100', 'disk full'],
    ['53200', 'out of memory'],
    ['53300', 'too many connections'],
    ['58000', 'system error'],
    ['58030', 'input or output error'],
    ['08000', 'connection exception'],
    ['08003', 'connection does not exist'],
    ['08006', 'connection failure'],
    ['08P01', 'protocol violation, as PgBouncer says that it has no server'],
    ['26000', 'a pooler does not know the prepared statement'],
  ])('SQLSTATE %s: %s', (code) => {
    expect(isTransient(fromServer(code))).toBe(true);
  });

  test('a plan that a migration made stale', () => {
    expect(isTransient(fromServer('0A000', 'cached plan must not change result type'))).toBe(true);
  });

  test.each([
    ['ECONNREFUSED', 'connect'],
    ['ECONNRESET', 'read'],
    ['ECONNABORTED', 'write'],
    ['EPIPE', 'write'],
    ['ETIMEDOUT', 'read'],
    ['ENOTFOUND', 'getaddrinfo'],
    ['EAI_AGAIN', 'getaddrinfo'],
    ['EHOSTUNREACH', 'connect'],
    ['EHOSTDOWN', 'connect'],
    ['ENETUNREACH', 'connect'],
    ['ENETDOWN', 'connect'],
    ['ENETRESET', 'read'],
    ['EADDRNOTAVAIL', 'connect'],
    ['EAGAIN', 'connect'], // to a unix socket whose queue is full
    ['ENOENT', 'connect'], // to a unix socket whose server is away
    ['EMFILE', 'connect'],
    ['ENFILE', 'connect'],
    ['ENOBUFS', 'connect'],
    ['ERR_SOCKET_CLOSED', 'write'],
    ['ERR_SOCKET_CLOSED_BEFORE_CONNECTION', 'connect'],
  ])('Node’s %s on %s', (code, syscall) => {
    expect(isTransient(fromSystem(code, syscall))).toBe(true);
  });

  test('both addresses of one name refused', () => {
    const all = new AggregateError([fromSystem('ECONNREFUSED'), fromSystem('ECONNREFUSED')]);
    expect(isTransient(Object.assign(all, { code: 'ECONNREFUSED' }))).toBe(true);
  });

  test.each([
    'Query read timeout',
    'timeout expired',
    'timeout exceeded when trying to connect',
    'Connection terminated',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
    'DATABASE_URL cannot be used: connect ECONNREFUSED 127.0.0.1:5432',
    'read ECONNRESET',
    'write EPIPE',
    'getaddrinfo EAI_AGAIN db.example',
    '\nInvalid `prisma.$queryRaw()` invocation:\n\nconnect ENOENT /run/.s.PGSQL.5432',
  ])('an error without a code: %s', (message) => {
    expect(isTransient(new Error(message))).toBe(true);
  });

  test.each([
    ['P1001', { kind: 'DatabaseNotReachable' }],
    ['P2010', { kind: 'DatabaseNotReachable' }],
    ['P2010', { kind: 'ConnectionClosed' }],
    ['P2010', { kind: 'SocketTimeout' }],
    ['P2010', { kind: 'postgres', originalCode: '57014' }],
    ['P2034', { kind: 'TransactionWriteConflict', originalCode: '40P01' }],
    ['P2037', { kind: 'TooManyConnections', originalCode: '53300' }],
  ])('Prisma’s %s of %o', (code, cause) => {
    expect(isTransient(fromPrisma(code, cause))).toBe(true);
  });

  test.each([
    ['P1002', 'Timed out'],
    ['P1008', 'Operations timed out'],
    ['P1017', 'Server has closed the connection.'],
    ['P2028', 'Transaction API error: Unable to start a transaction in the given time.'],
    [
      'P2028',
      'Transaction API error: A query cannot be executed on an expired transaction. The timeout was 5000 ms',
    ],
    ['ENOENT', 'Invalid `prisma.$queryRaw()` invocation:\n\n\nconnect ENOENT /run/.s.PGSQL.5432'],
  ])('Prisma’s %s, which comes without the adapter’s error: %s', (code, message) => {
    expect(isTransient(Object.assign(new Error(message), { code, meta: {} }))).toBe(true);
  });
});

describe('not transient', () => {
  test.each([
    ['0A000', 'not supported'],
    ['21000', 'more than one row'],
    ['22001', 'value too long'],
    ['22003', 'number out of range'],
    ['22021', 'NUL in a text'],
    ['22P02', 'not such a value'],
    ['22P05', 'not in this encoding'],
    ['23502', 'a null'],
    ['23503', 'foreign key'],
    ['23505', 'unique'],
    ['23514', 'check'],
    ['25P02', 'a statement after a failed one'],
    ['28000', 'no access'],
    ['28P01', 'wrong password'],
    ['3D000', 'no such database'],
    ['40002', 'a constraint, at the end of the transaction'],
    ['42501', 'no permission'],
    ['42601', 'syntax'],
    ['42883', 'no such function'],
    ['42P01', 'no such table'],
    ['53400', 'a configured limit'],
    ['54000', 'too large for the server'],
    ['57P04', 'the database was dropped'],
    ['P0001', 'raised by a function'],
    ['XX000', 'internal error'],
    ['XX001', 'corrupted'],
  ])('SQLSTATE %s: %s', (code) => {
    expect(isTransient(fromServer(code))).toBe(false);
    expect(isTransient(fromPrisma('P2010', { kind: 'postgres', originalCode: code }))).toBe(false);
  });

  test.each([
    'invalid input syntax for type integer: "read ECONNRESET"',
    'invalid input syntax for type json: "Connection terminated unexpectedly"',
    'value "connect ENOENT /tmp" is out of range',
  ])('a value that reads like an error: %s', (message) => {
    expect(isTransient(fromServer('22P02', message))).toBe(false);
    expect(isTransient(fromPrisma('P2007', { originalCode: '22P02' }, message))).toBe(false);
  });

  test.each([
    fromSystem('ENOENT', 'open'),
    fromSystem('EACCES', 'connect'),
    fromSystem('CERT_HAS_EXPIRED', 'connect'),
    fromPrisma('P2002', { kind: 'UniqueConstraintViolation', originalCode: '23505' }),
    fromPrisma('P1000', { kind: 'AuthenticationFailed' }),
    Object.assign(new Error('Transaction already closed: A query cannot be executed on a committed one'), {
      code: 'P2028',
    }),
    new Error('Cannot use a pool after calling end on the pool'),
    new Error('a task wrote: timeout expired'),
    new TypeError('Cannot read properties of undefined'),
    'ECONNRESET',
    { code: '40001' },
    undefined,
    null,
  ])('%s', (error) => {
    expect(isTransient(error)).toBe(false);
  });
});
