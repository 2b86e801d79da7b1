// @ts-check
// Stands in for api and worker in the tests of the supervisor. FAKE_API says what the api does besides serving:
// `fail` before it is ready, or `crash` at once.
import { createServer } from 'node:http';

/** @param {object} message */
const tell = (message) => process.send?.(message);
const behaviour = process.env['FAKE_API'] ?? '';
const isApi = process.argv[1]?.endsWith('fake-api.mjs');
const server = createServer((_request, response) => response.end(String(process.pid)));

/** @param {number} code */
const end = (code) => {
  server.close();
  server.closeAllConnections();
  process.disconnect?.();
  process.exitCode = code;
};

process.on('message', (/** @type {{ kind: string }} */ { kind }) => kind === 'stop' && end(0));
process.on('disconnect', () => end(0));

if (isApi && behaviour === 'crash') {
  process.exit(3);
} else if (isApi && behaviour === 'fail') {
  tell({ kind: 'failed', message: 'The flows are upside down.' });
  end(1);
} else {
  const port = isApi ? Number(process.env['HEADRACE_PORT']) : 0;
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    const actual = typeof address === 'object' && address ? address.port : 0;
    tell(isApi ? { kind: 'ready', address: `http://127.0.0.1:${actual}` } : { kind: 'ready' });
    process.stdout.write(`${JSON.stringify({ level: 40, msg: `pid ${process.pid}` })}\n`);
  });
}
