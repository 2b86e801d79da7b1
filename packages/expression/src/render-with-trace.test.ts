import { describe, expect, it } from 'vitest';
import { renderWithTrace } from '.';

const context = { a: 2, b: { c: 'x' }, list: [1, 2] };

describe('renderWithTrace', () => {
  it('tells what every part gave, inner parts first', async () => {
    const { result, error, trace } = await renderWithTrace(
      'sum:\n {{ (a + 3) * 2 }} {{ b.c | upper }}',
      context,
    );
    expect(error).toBeNull();
    expect(result).toBe('sum:\n 10 X');
    expect(trace).toEqual([
      { text: 'a', line: 2, column: 6, value: 2 },
      { text: 'a + 3', line: 2, column: 6, value: 5 },
      { text: '(a + 3) * 2', line: 2, column: 6, value: 10 },
      { text: 'b', line: 2, column: 23, value: { c: 'x' } },
      { text: 'b.c', line: 2, column: 23, value: 'x' },
      { text: 'b.c | upper', line: 2, column: 23, value: 'X' },
    ]);
  });

  it('tells an error once, where it happened, and what came before it', async () => {
    const { result, error, trace } = await renderWithTrace('{{ [a, b.c - 1, list] }}', context);
    expect(result).toBeNull();
    expect(error?.column).toBe(12);
    expect(trace.map(({ text }) => text)).toEqual(['a', 'b', 'b.c', 'b.c - 1']);
    expect(trace.at(-1)).toMatchObject({ error: expect.stringContaining('Invalid operands for [-]') });
  });

  it('tells unknown names that are forgiven', async () => {
    const { result, trace } = await renderWithTrace("{{ nope.x ?? 'y' }}", context);
    expect(result).toBe('y');
    expect(trace.map((entry) => [entry.text, 'error' in entry ? 'error' : entry.value])).toEqual([
      ['nope', 'error'],
      ['nope.x', 'error'],
      ["nope.x ?? 'y'", 'y'],
    ]);
  });

  it('follows functions of the caller, loops and macros, and has an end', async () => {
    const functions = { secret: async () => 's' };
    const template =
      "{% macro m(x) %}{{ x ~ '!' }}{% endmacro %}{% for i in list %}{{ m(secret('k')) }}{% endfor %}";
    const { result, trace } = await renderWithTrace(template, context, { functions });
    expect(result).toBe('s!s!');
    expect(trace.filter(({ text }) => text === "secret('k')")).toHaveLength(2);
    const long = await renderWithTrace('{% for i in 1..5000 %}{{ i }}{% endfor %}', context);
    expect(long.trace).toHaveLength(1000);
    expect(long.error).toBeNull();
  });

  it('tells why a template cannot be read', async () => {
    expect(await renderWithTrace('{{ a', context)).toMatchObject({
      result: null,
      error: { kind: 'syntax', line: 1, column: 1 },
      trace: [],
    });
    expect(await renderWithTrace('plain', context)).toEqual({ result: 'plain', error: null, trace: [] });
  });
});
