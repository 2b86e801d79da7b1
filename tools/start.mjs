// @ts-check
// `npm start`. Runs on a bare machine, so nothing here may need node_modules before the set-up, and this first file
// must be readable by every Node that knows modules.

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 9)) {
  process.stderr.write(`Headrace needs Node 20.9 or newer, and this is Node ${process.versions.node}.\n`);
  process.exit(1);
}

const { join } = await import('node:path');
const { describeError } = await import('./failure.mjs');
const { readSettings, ROOT } = await import('./settings.mjs');
const { setUp } = await import('./setup.mjs');
const { runProduct, say } = await import('./supervisor.mjs');

try {
  process.exitCode = await runProduct({
    settings: readSettings(process.env),
    programs: ['api', 'worker'].map((name) => ({ name, script: join(ROOT, `apps/${name}/dist/main.js`) })),
    prepare: (stop) => setUp({ say, stop }),
    welcome: (address) =>
      [
        '',
        `Headrace is ready at ${address}`,
        '',
        `  Start a flow:  curl -X POST ${address}/api/v1/executions/company.team/hello-world`,
        '  Stop:          Ctrl-C',
        '',
      ].join('\n'),
  });
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`);
  process.exitCode = 1;
}
// The terminal may be gone and child pipes half closed: nothing may keep a stopped product alive.
process.exit();
