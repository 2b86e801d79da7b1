import { expect, test } from 'vitest';
import { patientFetch, unreachable } from './reachability';

/** A server that answers with these, one after the other; an error is one that does not answer. */
function server(...answers: (number | Error)[]) {
  const asked: string[] = [];
  const send = (input: RequestInfo | URL) => {
    asked.push(String(input));
    const answer = answers.shift() ?? 200;
    return answer instanceof Error
      ? Promise.reject(answer)
      : Promise.resolve(new Response('', { status: answer }));
  };
  const seen: boolean[] = [];
  const pause = () => {
    seen.push(unreachable.get());
    return Promise.resolve();
  };
  return { asked, seen, fetch: patientFetch(send, { pauseMs: 1, pause }) };
}

const down = new TypeError('Failed to fetch');
const click = { headers: { rsc: '1' } };

test('the page of a click is asked for until the server answers, and meanwhile it is told', async () => {
  const { fetch, asked, seen } = server(down, 502, down, 200);
  expect((await fetch('/flows', click)).status).toBe(200);
  expect(asked).toHaveLength(4);
  expect(seen).toEqual([true, true, true]);
  expect(unreachable.get()).toBe(false);
});

test('an answer that is no page is an answer', async () => {
  const { fetch, asked } = server(500);
  expect((await fetch('/flows', click)).status).toBe(500);
  expect(asked).toHaveLength(1);
});

test.each([
  { name: 'what is fetched ahead', init: { headers: { rsc: '1', 'next-router-prefetch': '1' } } },
  { name: 'any other request', init: undefined },
])('$name fails at once', async ({ init }) => {
  const { fetch, asked } = server(down);
  await expect(fetch('/flows', init)).rejects.toThrow('Failed to fetch');
  expect(asked).toHaveLength(1);
});

test('a request that was given up is not asked again', async () => {
  const { fetch, asked } = server(down);
  const signal = AbortSignal.abort();
  await expect(fetch('/flows', { ...click, signal })).rejects.toThrow();
  expect(asked).toHaveLength(1);
  expect(unreachable.get()).toBe(false);
});
