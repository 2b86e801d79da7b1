import { createServer } from 'node:net';

/**
 * A TCP port of the loopback interface that nobody listened on a moment ago. Somebody may take it before you do:
 * where a server can listen on port 0 and tell its choice, let it.
 */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
