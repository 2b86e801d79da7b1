import { render, renderNow } from '@headrace/expression';
import { Liquid } from 'liquidjs';
import nunjucks from 'nunjucks';
import Twig from 'twig';

/**
 * How fast templates are, as a ratio to a JavaScript function that does the same joins, beside the engines that share
 * these templates. Every engine keeps its parsed template. Everything is measured twice, call for call:
 *
 * - `at once`: our `renderNow` and the quickest, synchronous call of each library. This compares the engines.
 * - `awaited`: our `render`, and each library behind a promise. This is what the product pays: a task calls
 *   `await context.render(template)`, whichever engine answers.
 *
 * The last line of a template is the comparison that is hardest on us: our awaited call, promise and all, with the
 * synchronous call of each library. The product has no such caller, so it is told and does not decide.
 *
 * All run in turn, round after round, each round beginning with another one, so that a busy machine is busy for all; a
 * ratio is always between two measurements of one round. It is run as a bundle (`npm run expression -w bench`), as the
 * product is: what runs TypeScript directly wraps every closure and slows only our side.
 */
const ROUNDS = Number(process.argv[2] ?? 25);
const MS_PER_MEASUREMENT = 25;
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
const LIBRARIES = ['nunjucks', 'twig', 'liquidjs'];
const ENGINES = ['headrace', ...LIBRARIES];
const MODES = ['at once', 'awaited'] as const;

/** Every engine in both modes, and the function written by hand, under names such as `nunjucks awaited`. */
function worksOf({ template, liquid: liquidTemplate, byHand }: Scenario): ReadonlyMap<string, Work> {
  const forNunjucks = nunjucks.compile(template, environment);
  const forTwig = Twig.twig({ data: template });
  const forLiquid = liquid.parse(liquidTemplate);
  const libraries: readonly (readonly [string, () => string])[] = [
    ['nunjucks', () => forNunjucks.render(context)],
    ['twig', () => forTwig.render(context)],
    ['liquidjs', () => liquid.renderSync(forLiquid, context) as string],
  ];
  return new Map<string, Work>([
    [BY_HAND, () => byHand(context)],
    ['headrace at once', () => renderNow(template, variables)],
    ['headrace awaited', () => render(template, variables)],
    ...libraries.flatMap(([name, work]): [string, Work][] => [
      [`${name} at once`, work],
      [`${name} awaited`, () => Promise.resolve(work())],
    ]),
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

/** Measures a template and tells whether we are ahead of every library in both modes. */
async function compare(scenario: Scenario): Promise<boolean> {
  const expected = scenario.byHand(context);
  const works = worksOf(scenario);
  const counts = new Map<string, number>();
  for (const [name, work] of works) counts.set(name, await repetitions(work, expected));
  const rounds: ReadonlyMap<string, number>[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    const times = await measureAll(works, counts, round, expected);
    if (round >= WARM_UP_ROUNDS) rounds.push(times);
  }
  const byHand = rounds.map((times) => times.get(BY_HAND) ?? Number.NaN);
  say(
    `${scenario.name}: by hand ${summary(byHand, 0).text} ns; times by hand, and times ours in brackets []`,
  );
  let isAhead = true;
  for (const mode of MODES) {
    const cells = ENGINES.map((engine) => {
      const toByHand = summary(ratios(rounds, `${engine} ${mode}`, BY_HAND), 1);
      const toOurs = summary(ratios(rounds, `${engine} ${mode}`, `headrace ${mode}`), 2);
      if (engine !== 'headrace' && toOurs.median <= 1) isAhead = false;
      return engine === 'headrace'
        ? `${engine} ${toByHand.text}`
        : `${engine} ${toByHand.text} [${toOurs.text}]`;
    });
    say(`  ${mode}: ${cells.join(', ')}`);
  }
  const hardest = LIBRARIES.map((library) => {
    const toOurs = summary(ratios(rounds, `${library} at once`, 'headrace awaited'), 2);
    return `${library} [${toOurs.text}]`;
  });
  say(`  theirs at once to ours awaited: ${hardest.join(', ')}`);
  return isAhead;
}

let isAhead = true;
for (const scenario of SCENARIOS) isAhead = (await compare(scenario)) && isAhead;
say(isAhead ? 'headrace is ahead of all of them, call for call' : 'headrace is NOT ahead of all of them');
