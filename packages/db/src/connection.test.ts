import { expect, test } from 'vitest';
import { connectionOf } from './connection';

test.each([
  [
    'postgresql://me:s%20x@db.example:6000/orders',
    { host: 'db.example', port: 6000, user: 'me', password: 's x', database: 'orders' },
  ],
  ['postgres://localhost', { host: 'localhost', port: 5432, database: 'postgres' }],
  [
    'postgresql://me@localhost/a?host=%2Frun%2Fpg',
    { host: '/run/pg', port: 5432, user: 'me', database: 'a' },
  ],
  ['postgresql://h/a?sslmode=prefer', { host: 'h', port: 5432, database: 'a' }],
  [
    'postgresql://h/a?sslmode=require',
    { host: 'h', port: 5432, database: 'a', ssl: { rejectUnauthorized: false } },
  ],
  [
    'postgresql://h/a?sslmode=verify-full',
    { host: 'h', port: 5432, database: 'a', ssl: { rejectUnauthorized: true } },
  ],
])('%s', (url, settings) => {
  expect(connectionOf(url)).toEqual(settings);
});

test.each(['mysql://h/a', 'not a url'])('%s is refused', (url) => {
  expect(() => connectionOf(url)).toThrow(TypeError);
});
