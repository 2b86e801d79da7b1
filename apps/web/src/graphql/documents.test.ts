import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentChecker, schema } from '@headrace/schema';
import { type FragmentDefinitionNode, Kind, parse, print, visit } from 'graphql';
import { expect, it } from 'vitest';

const web = fileURLToPath(new URL('../..', import.meta.url));
const generated = join(web, 'src/graphql/graphql-env.d.ts');

it('the types of the API are those of the printed schema (npm run generate -w apps/web)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headrace-types-'));
  try {
    const fresh = join(folder, 'graphql-env.d.ts');
    const tada = dirname(createRequire(import.meta.url).resolve('gql.tada/package.json'));
    execFileSync(process.execPath, [join(tada, 'bin/cli.js'), 'generate-output', '-o', fresh], { cwd: web });
    // The formatter changes no word of it.
    const words = (file: string) => readFileSync(file, 'utf8').replace(/[\s'";|,]/g, '');
    expect(words(generated) === words(fresh), 'graphql-env.d.ts is not of this schema').toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const texts = readdirSync(join(web, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .flatMap((file) => [...readFileSync(join(web, 'src', file), 'utf8').matchAll(/graphql\(\s*`([^`]+)`/g)])
  .map(([, text = '']) => text);
const definitions = texts.flatMap((text) => parse(text).definitions);
const fragments = new Map(
  definitions
    .filter(
      (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
    )
    .map((fragment) => [fragment.name.value, fragment]),
);
const operations = definitions.flatMap((definition) =>
  definition.kind === Kind.OPERATION_DEFINITION ? [[definition.name?.value ?? '', definition] as const] : [],
);

it('every screen has its documents looked at', () => {
  expect(operations.length).toBeGreaterThan(15);
  expect(new Set(operations.map(([name]) => name)).size).toBe(operations.length);
});

it.each(operations)('%s is valid, and within the limits of the API', (_, operation) => {
  const used = new Set<string>();
  const text = [operation, ...fragmentsOf(operation, used)].map(print).join('\n');
  const checked = documentChecker(schema)(text);
  expect(checked.ok ? [] : checked.errors.map(({ message }) => message)).toEqual([]);
});

function fragmentsOf(definition: Parameters<typeof visit>[0], used: Set<string>): FragmentDefinitionNode[] {
  const found: FragmentDefinitionNode[] = [];
  visit(definition, {
    FragmentSpread({ name: { value } }) {
      const fragment = fragments.get(value);
      if (used.has(value) || !fragment) return;
      used.add(value);
      found.push(fragment, ...fragmentsOf(fragment, used));
    },
  });
  return found;
}
