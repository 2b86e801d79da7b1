import { readOwnJson, writeJson } from '@headrace/json';

// What keeping every digit costs, in units of native JSON: `npm run json -w bench`, on any Node.

const ROUNDS = 40;
const ROWS = 6_000;

type SourceReviver = (key: string, value: unknown, context?: { readonly source?: string }) => unknown;
const native = JSON as unknown as {
  parse(text: string, reviver?: SourceReviver): unknown;
  rawJSON?(text: string): unknown;
};

const row = (index: number): string =>
  `{"id":"x${index}","n":${index},"at":"2026-01-01T00:00:00.000Z","tags":["a","b"],"price":12.5,"text":"long \\"enough\\"","in":{"a":null}}`;
const plain = `[${Array.from({ length: ROWS }, (_, index) => row(index)).join(',')}]`;
/** One number in each row that JavaScript would change. */
const risky = plain.replaceAll('12.5', '12.50');
const oneRisky = plain.replace('12.5', '12.50');

/** Milliseconds of the fastest of some rounds: what else runs on the machine only adds to it. */
function fastestMs(work: () => unknown): number {
  let fastest = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedMs = performance.now();
    work();
    fastest = Math.min(fastest, performance.now() - startedMs);
  }
  return fastest;
}

function report(what: string, ms: number, baseMs: number): void {
  process.stdout.write(`${what.padEnd(52)} ${ms.toFixed(1).padStart(7)} ms  ${(ms / baseMs).toFixed(1)}\n`);
}

const hasSources = ((): boolean => {
  let isTold = false;
  native.parse('1.0', (_, value, context) => {
    isTold = context?.source === '1.0';
    return value;
  });
  return isTold && native.rawJSON !== undefined;
})();

process.stdout.write(
  `Node ${process.versions.node}, ${(plain.length / 1e6).toFixed(1)} MB; last column: native is 1\n`,
);
const parseMs = fastestMs(() => JSON.parse(plain));
report('JSON.parse', parseMs, parseMs);
report(
  'readOwnJson, no number at risk',
  fastestMs(() => readOwnJson(plain)),
  parseMs,
);
report(
  'readOwnJson, one number at risk',
  fastestMs(() => readOwnJson(oneRisky)),
  parseMs,
);
report(
  'readOwnJson, one in each row',
  fastestMs(() => readOwnJson(risky)),
  parseMs,
);
if (hasSources) {
  const withSource: SourceReviver = (_, value, context) =>
    typeof value === 'number' && String(value) !== context?.source
      ? native.rawJSON?.(context?.source ?? '0')
      : value;
  report(
    'JSON.parse with sources, one in each row',
    fastestMs(() => native.parse(risky, withSource)),
    parseMs,
  );
}
const values = JSON.parse(plain) as unknown;
const exact = readOwnJson(risky);
const stringifyMs = fastestMs(() => JSON.stringify(values));
report('JSON.stringify', stringifyMs, stringifyMs);
report(
  'writeJson, no number at risk',
  fastestMs(() => writeJson(values)),
  stringifyMs,
);
report(
  'writeJson, one in each row',
  fastestMs(() => writeJson(exact)),
  stringifyMs,
);
if (hasSources) {
  const raw = native.parse(risky, (_, value, context) =>
    typeof value === 'number' ? native.rawJSON?.(context?.source ?? '0') : value,
  );
  report(
    'JSON.stringify with JSON.rawJSON',
    fastestMs(() => JSON.stringify(raw)),
    stringifyMs,
  );
}
