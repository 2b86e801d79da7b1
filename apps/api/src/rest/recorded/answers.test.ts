import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiWorld, createApiWorld } from '../../api.world';

/** A call that was made on a real Kestra 1.3.25, and what came back; lists are cut after their second item. */
interface Recorded {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly contentType?: string;
  readonly body?: string;
  readonly status: number;
  readonly answer: unknown;
}

const recorded = JSON.parse(readFileSync(new URL('./answers.json', import.meta.url), 'utf8')) as Recorded[];

/** Ids of the recording, and what they are here. */
const ids = new Map<string, string>();
let world: ApiWorld;
beforeAll(async () => {
  world = await createApiWorld();
  await world.save(HOOK);
  await world.save(FILER);
});
afterAll(() => world.close());

const HOOK = `id: hook
namespace: wire
tasks: [{ id: out, type: io.kestra.plugin.core.debug.Return, format: "{{ trigger.body }}" }]
triggers: [{ id: wh, type: io.kestra.plugin.core.trigger.Webhook, key: thekey }]
`;
const FILER = `id: filer
namespace: wire
tasks: [{ id: w, type: io.kestra.plugin.core.debug.Return, format: x }]
`;

/** What a recorded call needs that the recorded calls before it did otherwise. */
const BEFORE: Readonly<Record<string, () => Promise<void>>> = {
  'exec-webhook-get': async () => {
    await world.get(`/api/v1/executions/${here('7N6aumhNIvwqgTIW9U63Zs')}/follow`);
  },
  'delete-by-ids': async () => {
    const { json } = await world.get('/api/v1/executions/wire/main1?wait=true', { method: 'POST' });
    ids.set('1QgXESvWGA6ZhAmi5PXz27', json.id);
  },
  'exec-create-disabled-409': async () => {
    const { json } = await world.get('/api/v1/flows/wire/main1?source=true');
    await world.save(`${json.source}\ndisabled: true\n`);
  },
};

/** Where the answer is another on purpose (docs/decisions/kestra-differences.md), by the place in it. */
const ON_PURPOSE: readonly RegExp[] = [
  // Errors
  /^(logref|path|_embedded) lacks$/,
  /^_links\.self is list and not object$/,
  /^_embedded\.errors\[\]\.(logref|_links|_embedded) lacks$/,
  /^_embedded\.errors is too much$/,
  // Executions
  /^(results\[\]\.)?(variables|tenantId|taskRunList\[\]\.attempts\[\]\.workerId) lacks$/,
  // Of one that has just been started: Kestra tells less.
  /^(taskRunList|originalId|deleted|metadata) is too much$/,
  // Another order without `sort`: the first of the list is one with another input.
  /^results\[\]\.inputs\.count is number and not null$/,
  // Flows
  /^(updated|triggers) lacks$/,
  /^\[\]\.(namespace|flow) lacks$/,
  // Logs
  /^\[\]\.thread lacks$/,
];

/** Clients of the recording and of this test send other headers by themselves. */
const HEADERS = /^trigger\.variables\.headers\./;

describe.each(recorded)('$name', ({ name, method, path, contentType, body, status, answer }) => {
  test(`${method} ${path}`, async () => {
    await BEFORE[name]?.();
    const headers = contentType === undefined ? undefined : { 'content-type': contentType };
    const given = await world.get(replaced(path), { method, headers, body: body && replaced(body) });
    expect([given.status, given.status === status ? '' : given.text]).toEqual([status, '']);
    remember(answer, given.json);
    const differences = compared(answer, given.json ?? given.text, '');
    expect(differences.filter((one) => !isOnPurpose(one))).toEqual([]);
  });
});

test('every difference on purpose is one still', () => {
  expect(ON_PURPOSE.filter((known) => !seen.has(known))).toEqual([]);
});

const seen = new Set<RegExp>();

function isOnPurpose(difference: string): boolean {
  const known = [...ON_PURPOSE, HEADERS].find((one) => one.test(difference));
  if (known) seen.add(known);
  return known !== undefined;
}

function here(id: string): string {
  return ids.get(id) ?? id;
}

function replaced(text: string): string {
  return [...ids].reduce((changed, [there, id]) => changed.replaceAll(there, id), text);
}

/** Executions and task runs have other ids here. */
function remember(there: unknown, own: unknown): void {
  if (!isMap(there) || !isMap(own)) return;
  if (typeof there.id === 'string' && typeof own.id === 'string') ids.set(there.id, own.id);
  const [lists, ownLists] = [there.taskRunList, own.taskRunList];
  if (Array.isArray(lists) && Array.isArray(ownLists))
    lists.forEach((taskRun, index) => remember(taskRun, ownLists[index]));
}

/** Where an answer has another shape: names that lack or are too many, and values of another type. */
function compared(there: unknown, own: unknown, at: string): string[] {
  if (Array.isArray(there) && Array.isArray(own))
    return there.length > 0 && own.length > 0 ? compared(there[0], own[0], `${at}[]`) : [];
  if (isMap(there) && isMap(own)) {
    const names = [...new Set([...Object.keys(there), ...Object.keys(own)])];
    return names.flatMap((name) => {
      const place = at === '' ? name : `${at}.${name}`;
      if (!(name in own)) return [`${place} lacks`];
      if (!(name in there)) return [`${place} is too much`];
      return compared(there[name], own[name], place);
    });
  }
  return typeOf(there) === typeOf(own) ? [] : [`${at} is ${typeOf(own)} and not ${typeOf(there)}`];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}
