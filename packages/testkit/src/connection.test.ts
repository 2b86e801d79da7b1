import { expect, test } from 'vitest';
import { connectionOf, withDatabase } from './connection';

test.each([
  {
    url: 'postgresql://headrace:p%40ss@localhost/headrace?host=%2Ftmp%2Fa%20b',
    settings: { host: '/tmp/a b', port: 5432, user: 'headrace', password: 'p@ss', database: 'headrace' },
  },
  {
    url: 'postgres://u:p@db.example:6543/orders',
    settings: { host: 'db.example', port: 6543, user: 'u', password: 'p', database: 'orders' },
  },
])('reads $url', ({ url, settings }) => {
  expect(connectionOf(url)).toEqual(settings);
});

test('another database keeps server, user and socket', () => {
  const url = withDatabase('postgresql://u:p@localhost/one?host=%2Frun', 'two');
  expect(connectionOf(url)).toMatchObject({ host: '/run', user: 'u', database: 'two' });
});
