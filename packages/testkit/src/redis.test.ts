import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startRedis } from './redis';

/** One command of Redis' plain text protocol; the answer as it comes. */
function ask(url: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.once('data', (chunk: Buffer) => {
      resolve(chunk.toString().trim());
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

test('a Redis of its own keeps its data over kill and restart', async ({ skip }) => {
  const redis = await startRedis();
  if (!redis) return skip('there is no redis-server here');
  expect(await ask(redis.url, 'SET kept 1')).toBe('+OK');
  await redis.kill();
  await expect(ask(redis.url, 'PING')).rejects.toThrow('ECONNREFUSED');
  await redis.restart();
  expect(await ask(redis.url, 'DBSIZE')).toBe(':1');
  await redis.stop();
});
