import { render, renderNow } from '@headrace/expression';
import { Liquid } from 'liquidjs';
import nunjucks from 'nunjucks';
import Twig from 'twig';

/**
 * How fast templates are, as a ratio to a JavaScript function that does the same joins, beside the engines that share
 * these templates. Every engine keeps its parsed template.
 *
 * We stand here twice. `awaited` is what the product does: a task calls `await context.render(template)`, which is our
 * `render`. It is compared with the others' quickest, synchronous calls although it pays for a promise each time, and
 * it alone decides who is ahead. `at once` is `renderNow`, our own synchronous call: engine against engine.
 *
 * All engines run in turn, round after round, each round beginning with another one, so that a busy machine is busy
 * for all; a ratio is always between two measurements of one round. It is run as a bundle (`npm run expression -w
 * bench`), as the product is: what runs TypeScript directly wraps every closure and slows only our side.
 */
const ROUNDS = Number(process.argv[2] ?? 25);
const MS_PER_MEASUREMENT = 30;
const WARM_UP_ROUNDS = 5;

interface Row {
  readonly name: string;
  readonly price: number;
  readonly isNew: boolean;
}

interface Context {
  readonly user: { readonly name: string; readonly mail: string; readonly isAdmin: boolean };
  readonly flow: { readonly id: string; readonly namespace: string };
  readonly rows: readonly Row[];
}

const context: Context = {
  user: { name: 'ada', mail: 'ada@example.org', isAdmin: true },
  flow: { id: 'hello', namespace: 'company.team' },
  rows: Array.from({ length: 100 }, (_, index) => ({
    name: `row ${index}`,
    price: index,
    isNew: index % 3 === 0,
  })),
};

interface Scenario {
  readonly name: string;
  /** In the grammar that all engines but liquidjs share. */
  readonly template: string;
  readonly liquid: string;
  readonly byHand: (context: Context) => string;
}

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'simple',
    template: 'kestra:///{{ flow.namespace }}/{{ flow.id }}/{{ user.name }}.txt',
    liquid: 'kestra:///{{ flow.namespace }}/{{ flow.id }}/{{ user.name }}.txt',
    byHand: ({ flow, user }) => `kestra:///${flow.namespace}/${flow.id}/${user.name}.txt`,
  },
  {
    name: 'mixed',
    template:
      'Hi {{ user.name | upper }}, {% if user.isAdmin and flow.id != "x" %}you may{% else %}you may not{% endif %} run {{ flow.id }} in {{ flow.namespace }}. {{ user.mail | length }}',
    liquid:
      'Hi {{ user.name | upcase }}, {% if user.isAdmin and flow.id != "x" %}you may{% else %}you may not{% endif %} run {{ flow.id }} in {{ flow.namespace }}. {{ user.mail | size }}',
    byHand: ({ flow, user }) =>
      `Hi ${user.name.toUpperCase()}, ${user.isAdmin && flow.id !== 'x' ? 'you may' : 'you may not'} run ${flow.id} in ${flow.namespace}. ${user.mail.length}`,
  },
  {
    name: 'loop of 100 rows',
    template:
      '{% for row in rows %}<li>{{ row.name }}: {{ row.price }}{% if row.isNew %} new{% endif %}</li>{% endfor %}',
    liquid:
      '{% for row in rows %}<li>{{ row.name }}: {{ row.price }}{% if row.isNew %} new{% endif %}</li>{% endfor %}',
    byHand: ({ rows }) => {
      let text = '';
      for (const row of rows) text += `<li>${row.name}: ${row.price}${row.isNew ? ' new' : ''}</li>`;
      return text;
    },
  },
];

/** One rendering, ready to be repeated. */
type Work = () => string | Promise<string>;

const liquid = new Liquid();
const environment = new nunjucks.Environment(null, { autoescape: false });
const variables = context as unknown as Record<string, unknown>;

const BY_HAND = 'by hand';
const OURS = 'headrace, awaited';
const LIBRARIES = ['nunjucks', 'twig', 'liquidjs'];

function worksOf({ template, liquid: liquidTemplate, byHand }: Scenario): ReadonlyMap<string, Work> {
  const forNunjucks = nunjucks.compile(template, environment);
  const forTwig = Twig.twig({ data: template });
  const forLiquid = liquid.parse(liquidTemplate);
  return new Map<string, Work>([
    [BY_HAND, () => byHand(context)],
    [OURS, () => render(template, variables)],
    ['headrace, at once', () => renderNow(template, variables)],
    ['nunjucks', () => forNunjucks.render(context)],
    ['twig', () => forTwig.render(context)],
    ['liquidjs', () => liquid.renderSync(forLiquid, context) as string],
  ]);
}

/** What the process has used of the processors: other work on the machine does not count. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Nanoseconds of one rendering. What gives a promise is awaited one by one, as a worker does it. */
async function nanoseconds(work: Work, count: number, expected: string): Promise<number> {
  let characters = 0;
  let last = '';
  const startedAt = processorMs();
  for (let index = 0; index < count; index += 1) {
    const result = work();
    last = typeof result === 'string' ? result : await result;
    characters += last.length;
  }
  const elapsedMs = processorMs() - startedAt;
  if (last !== expected || characters !== count * expected.length) throw new Error(`It renders "${last}"`);
  return (elapsedMs / count) * 1e6;
}

/** How often a rendering is to be repeated so that a measurement takes long enough. */
async function repetitions(work: Work, expected: string): Promise<number> {
  let count = 10;
  for (;;) {
    const elapsedMs = ((await nanoseconds(work, count, expected)) * count) / 1e6;
    if (elapsedMs >= MS_PER_MEASUREMENT) return count;
    count *= 2;
  }
}

/** One measurement of each, beginning with another one each round. */
async function measureAll(
  works: ReadonlyMap<string, Work>,
  counts: ReadonlyMap<string, number>,
  round: number,
  expected: string,
): Promise<ReadonlyMap<string, number>> {
  const names = [...works.keys()];
  const turn = round % names.length;
  const times = new Map<string, number>();
  for (const name of [...names.slice(turn), ...names.slice(0, turn)]) {
    const work = works.get(name);
    if (work) times.set(name, await nanoseconds(work, counts.get(name) ?? 1, expected));
  }
  return times;
}

interface Summary {
  readonly median: number;
  readonly text: string;
}

/** The median and, in brackets, the middle half of the values. */
function summary(values: readonly number[], digits: number): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
  const shown = (value: number): string => value.toFixed(digits);
  return { median: at(0.5), text: `${shown(at(0.5))} (${shown(at(0.25))}–${shown(at(0.75))})` };
}

function ratios(rounds: readonly ReadonlyMap<string, number>[], name: string, to: string): number[] {
  return rounds.map((times) => (times.get(name) ?? Number.NaN) / (times.get(to) ?? Number.NaN));
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

let isAhead = true;
for (const scenario of SCENARIOS) {
  const expected = scenario.byHand(context);
  const works = worksOf(scenario);
  const counts = new Map<string, number>();
  for (const [name, work] of works) counts.set(name, await repetitions(work, expected));
  const rounds: ReadonlyMap<string, number>[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    const times = await measureAll(works, counts, round, expected);
    if (round >= WARM_UP_ROUNDS) rounds.push(times);
  }
  const byHand = summary(
    rounds.map((times) => times.get(BY_HAND) ?? Number.NaN),
    0,
  );
  say(`${scenario.name}: by hand ${byHand.text} ns`);
  for (const name of works.keys()) {
    if (name === BY_HAND) continue;
    const toByHand = summary(ratios(rounds, name, BY_HAND), 1);
    const toOurs = summary(ratios(rounds, name, OURS), 2);
    say(`  ${name.padEnd(18)} ${toByHand.text.padEnd(22)} times by hand, ${toOurs.text} times ours awaited`);
    if (LIBRARIES.includes(name) && toOurs.median <= 1) isAhead = false;
  }
}
say(isAhead ? 'headrace is ahead of all of them' : 'headrace is NOT ahead of all of them');
