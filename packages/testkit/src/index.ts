export { connectionOf, withDatabase } from './connection';
export { createDatabase, type TestDatabase } from './database';
export { freePort } from './port';
export { type OwnPostgres, startOwnPostgres, startWorldPostgres } from './postgres';
export { type OwnRedis, startRedis } from './redis';
export { createProxy, postgresTarget, type Proxy, type ProxyStats, type ProxyTarget } from './proxy';
