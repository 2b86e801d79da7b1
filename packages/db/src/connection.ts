import type pg from 'pg';

/** Certificates are checked for these; for the others that ask for TLS, as libpq does, they are not. */
const CHECKED_TLS: ReadonlySet<string> = new Set(['verify-ca', 'verify-full']);

/**
 * The connection settings of `postgresql://user:password@host:port/database`, a folder of a unix socket as `?host=`, TLS by
 * `?sslmode=require|verify-ca|verify-full`. Plain settings instead of a text, because BullMQ's backend adds its own search path.
 * @throws TypeError when it is not such a URL.
 */
export function connectionOf(url: string): pg.ClientConfig {
  const { protocol, username, password, hostname, port, pathname, searchParams } = new URL(url);
  if (protocol !== 'postgresql:' && protocol !== 'postgres:')
    throw new TypeError(`expected postgresql://..., got ${protocol}//...`);
  const tls = searchParams.get('sslmode') ?? 'disable';
  return {
    host: searchParams.get('host') ?? decodeURIComponent(hostname),
    port: Number(searchParams.get('port') ?? (port || 5432)),
    ...(username && { user: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    database: decodeURIComponent(pathname.slice(1)) || 'postgres',
    ...((tls === 'require' || CHECKED_TLS.has(tls)) && { ssl: { rejectUnauthorized: CHECKED_TLS.has(tls) } }),
  };
}
