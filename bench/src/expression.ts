import { renderNow } from '@headrace/expression';
import { Liquid } from 'liquidjs';
import nunjucks from 'nunjucks';
import Twig from 'twig';

/**
 * How fast templates are, as a ratio to a JavaScript function that does the same joins, beside the engines that share
 * these templates. All of them run in turn, round after round, so that a busy machine is busy for all; the medians of
 * the ratios are the result. Every engine keeps its parsed template. It is run as a bundle (`npm run expression -w
 * bench`), as the product is: what runs TypeScript directly wraps every closure and slows only our side.
 */
const ROUNDS = Number(process.argv[2] ?? 7);
const MS_PER_MEASUREMENT = 120;

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

type Engine = (scenario: Scenario) => () => string | Promise<string>;

const liquid = new Liquid();
const environment = new nunjucks.Environment(null, { autoescape: false });

const ENGINES: Readonly<Record<string, Engine>> = {
  headrace:
    ({ template }) =>
    () =>
      renderNow(template, context as unknown as Record<string, unknown>),
  nunjucks: ({ template }) => {
    const compiled = nunjucks.compile(template, environment);
    return () => compiled.render(context);
  },
  twig: ({ template }) => {
    const compiled = Twig.twig({ data: template });
    return () => compiled.render(context);
  },
  liquidjs: (scenario) => {
    const parsed = liquid.parse(scenario.liquid);
    return () => liquid.renderSync(parsed, context) as string;
  },
};

/** Renders a second. What gives a promise is awaited one by one, as a worker does it. */
async function rate(work: () => string | Promise<string>): Promise<number> {
  let count = 0;
  const startedAt = performance.now();
  let elapsedMs = 0;
  do {
    for (let index = 0; index < 20; index += 1) {
      const result = work();
      if (typeof result !== 'string') await result;
    }
    count += 20;
    elapsedMs = performance.now() - startedAt;
  } while (elapsedMs < MS_PER_MEASUREMENT);
  return (count / elapsedMs) * 1000;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

let isAhead = true;
for (const scenario of SCENARIOS) {
  const expected = scenario.byHand(context);
  const works = Object.entries(ENGINES).map(([name, engine]) => ({ name, work: engine(scenario) }));
  for (const { name, work } of works) {
    if ((await work()) !== expected) throw new Error(`${name} renders "${scenario.name}" differently`);
    await rate(work);
  }
  const ratios = new Map<string, number[]>();
  let byHandPerSecond = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    byHandPerSecond = await rate(() => scenario.byHand(context));
    for (const { name, work } of works) {
      const perSecond = await rate(work);
      ratios.set(name, [...(ratios.get(name) ?? []), byHandPerSecond / perSecond]);
    }
  }
  say(
    `${scenario.name} (by hand ${Math.round(byHandPerSecond).toLocaleString('en-US')}/s; times slower than by hand)`,
  );
  const ours = median(ratios.get('headrace') ?? []);
  for (const [name, values] of ratios) {
    const ratio = median(values);
    if (ratio < ours) isAhead = false;
    say(`  ${name.padEnd(10)} ${ratio.toFixed(1)}`);
  }
}
say(isAhead ? 'headrace is ahead of all of them' : 'headrace is NOT ahead of all of them');
