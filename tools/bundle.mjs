// @ts-check
// node tools/bundle.mjs <entry> <output> [<entry> <output> ...]: of each entry one ESM file with the packages of this repository
// inlined; packages from npm (all but `yaml`) stay imports and are found in node_modules at run time. What runs in a thread is an
// entry of its own, put beside the bundle that starts it.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';

const paths = process.argv.slice(2);
if (paths.length === 0 || paths.length % 2 !== 0)
  throw new Error('usage: node tools/bundle.mjs <entry> <output> [<entry> <output> ...]');

/** The build for Node asks the environment at every token whether to log it, which takes a fifth of all the time. */
const YAML_WITHOUT_ENVIRONMENT = 'browser/index.js';

/**
 * @param {string} outputFolder
 * @returns {import('esbuild').Plugin}
 */
const npmPackagesStayOutside = (outputFolder) => ({
  name: 'npm-packages-stay-outside',
  setup: (bundler) => {
    bundler.onResolve({ filter: /^[^./]/ }, ({ path, resolveDir, kind }) => {
      if (kind === 'entry-point' || path.startsWith('@headrace/')) return undefined;
      if (path.startsWith('node:')) return { path, external: true };
      const name = path.split('/', path.startsWith('@') ? 2 : 1).join('/');
      const wanted = packageFolder(name, resolveDir);
      if (path === 'yaml' && wanted) return { path: join(wanted, YAML_WITHOUT_ENVIRONMENT) };
      // One version below a workspace and another at the top: the bundle would silently get the wrong one.
      if (wanted && wanted !== packageFolder(name, outputFolder)) {
        return { errors: [{ text: `${name} in ${wanted} cannot be reached from ${outputFolder}` }] };
      }
      return { path, external: true };
    });
  },
});

/**
 * @param {string} name
 * @param {string} from
 * @returns {string | undefined}
 */
function packageFolder(name, from) {
  const folder = join(from, 'node_modules', name);
  if (existsSync(folder)) return folder;
  return dirname(from) === from ? undefined : packageFolder(name, dirname(from));
}

while (paths.length > 0) {
  const [entry = '', output = ''] = paths.splice(0, 2);
  // esbuild prints what is wrong; the stack of its own error says nothing more.
  await build({
    entryPoints: [entry],
    outfile: output,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    plugins: [npmPackagesStayOutside(dirname(resolve(output)))],
    logLevel: 'warning',
  }).catch(() => process.exit(1));
}
