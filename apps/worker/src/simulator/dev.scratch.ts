import { test } from 'vitest';
import { simulate } from './simulate.testing';
test('dev', async () => {
  const from = Number(process.env.SEED ?? 1), count = Number(process.env.COUNT ?? 1);
  const t0 = performance.now(); const c0 = process.cpuUsage(); let steps = 0, virtual = 0, bad = 0;
  const kinds = new Map<string, number[]>();
  for (let seed = from; seed < from + count; seed++) {
    const told = process.env.TOLD === '1';
    const out = await simulate(seed, { isTold: told, sabotage: process.env.SABOTAGE as never });
    steps += out.steps; virtual += out.virtualMs;
    if (told) console.log(out.history.join('\n'));
    if (out.violations.length) {
      bad++;
      const v = String(out.violations[0]);
      const kind = out.profile.name + ' ' + v.slice(0, v.indexOf(':'));
      kinds.set(kind, [...(kinds.get(kind) ?? []), seed]);
      if (bad <= Number(process.env.SHOW ?? 5)) console.log(seed, out.profile.name, JSON.stringify(out.profile), '\n' + out.violations.slice(0, 5).join('\n'));
    }
    if (performance.now() - t0 > Number(process.env.LIMIT ?? 500) * 1000) { console.log('limit at', seed); break; }
  }
  console.log({ ms: Math.round(performance.now() - t0), cpu: process.cpuUsage(c0).user / 1000 / count, steps, virtual, bad });
  for (const [kind, seeds] of kinds) console.log(kind, seeds.length, seeds.slice(0, 12).join(' '));
});
