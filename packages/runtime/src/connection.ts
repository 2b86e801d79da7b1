import type pg from 'pg';

/**
 * The connection settings of `postgresql://user:password@host:port/database`, a folder of a unix socket as `?host=`.
 * Plain settings instead of a text, because BullMQ's backend adds its own search path to them.
 * @throws TypeError when it is not such a URL.
 */
export function connectionOf(url: string): pg.ClientConfig {
  const { protocol, username, password, hostname, port, pathname, searchParams } = new URL(url);
  if (protocol !== 'postgresql:' && protocol !== 'postgres:')
    throw new TypeError(`expected postgresql://..., got ${protocol}//...`);
  const sslMode = searchParams.get('sslmode');
  return {
    host: searchParams.get('host') ?? decodeURIComponent(hostname),
    ...(port && { port: Number(port) }),
    ...(username && { user: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    database: decodeURIComponent(pathname.slice(1)) || 'postgres',
    ...(sslMode && sslMode !== 'disable' && { ssl: { rejectUnauthorized: sslMode.startsWith('verify') } }),
  };
}
