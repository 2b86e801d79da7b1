import { Decimal } from '@headrace/json';
import { describe, expect, it } from 'vitest';
import { type FunctionArguments, render, renderTyped } from '..';
import { failureOf, fails, prints } from '../table.testing';

const context = {
  none: null,
  inputs: { x: 'hi' },
  vars: {
    a: '{{ inputs.x }}',
    b: '{{ vars.a }}',
    once: '{{ render(vars.b, recursive=false) }}',
    raw: '{% raw %}{{ x }}{% endraw %}',
    ping: '{{ render(vars.pong) }}',
    pong: '{{ render(vars.ping) }}',
    self: '{{ vars.self }}!',
    grow: 'x{{ vars.grow }}',
    bad: 'a\n{{ nope }}',
    map: { '{{ inputs.x }}': ['{{ inputs.x }}', 1, null] },
  },
};

describe('render', () => {
  prints(context, [
    ['{{ vars.a }} {{ render(vars.a) }}', '{{ inputs.x }} hi'],
    [
      '{{ render(vars.b) }} {{ renderOnce(vars.b) }} {{ render(vars.b, recursive=false) }}',
      'hi {{ inputs.x }} {{ inputs.x }}',
    ],
    ['{{ render(vars.once) }}', 'hi'],
    ['{{ render(vars.raw) }} {{ renderOnce(vars.raw) }}', '{{ x }} {{ x }}'],
    ['{{ render(vars.map) }}', '{"hi":["hi",1,null]}'],
    ['{{ render(42) + 1 }}{{ render(null) }}', '43'],
    ["{% set y = 1 %}{{ render('{' ~ '{ y }' ~ '}') }}", '1'],
    ["{{ render('plain') }}", 'plain'],
  ]);
  fails(context, [
    ['{{ render(vars.ping) }}', 'Too many rendering attempts', '1:4'],
    ['{{ render(vars.grow) }}', 'Too many rendering attempts', '1:4'],
    ['{{ render(vars.bad) }}', 'Unable to find `nope` used in the expression `{{ nope }}` at line 2', '2:4'],
    ['{{ render(vars.bad) ?? 1 }}', 'Unable to find `nope`', '2:4'],
    ['{{ render(vars.a, recursive=1) }}', 'The argument [recursive] must be true or false', '1:4'],
  ]);
});

describe('variables', () => {
  prints({ a: 1, b: { c: null } }, [
    ['{{ printContext() }}', '{"a":1,"b":{"c":null}}'],
    ['{{ fetchContext().b }}', '{"c":null}'],
  ]);
});

describe('json', () => {
  prints(context, [
    [`{{ fromJson('{"a": [1, 2.5]}').a[1] }} {{ json('3') + 1 }}`, '2.5 4'],
    ['{{ fromJson(none) }}|', '|'],
    [`{{ fromJson(json='"x"') }}`, 'x'],
  ]);
  fails(context, [
    ["{{ fromJson('{') }}", 'Function [fromJson]: Invalid json: ', '1:4'],
    ['{{ fromJson(1) }}', 'Invalid json: expected a text, got a number.', '1:4'],
    ['{{ fromJson() }}', 'The argument [json] is missing.', '1:4'],
  ]);

  it('does not quote the text, which may be a secret', async () => {
    const error = await failureOf('{{ fromJson(password) }}', { password: 'hunter2' });
    expect(error.message).not.toContain('hunter2');
  });
});

describe('numbers', () => {
  prints(context, [
    ['{{ max(1, 3, 2) }} {{ min(4, 2.5) }} {{ max(1, none) }} {{ max() }}.', '3 2.5 1 .'],
    [
      "{{ range(1, 3) }} {{ range(1, 10, 4) }} {{ range(3, 1, -1) }} {{ range('a', 'e', 2) }} {{ range(2, 1) }}",
      '[1,2,3] [1,5,9] [3,2,1] ["a","c","e"] []',
    ],
    ['{{ range(start=1, end=2, increment=1) }}', '[1,2]'],
  ]);
  fails(context, [
    ["{{ max(1, 'a') }}", 'Function [max]: Expected numbers, got a text.', '1:4'],
    ['{{ max(a=1) }}', 'Function [max]: Takes no arguments with a name.', '1:4'],
    ['{{ range(1, 2, 0) }}', 'Function [range]: The increment of a range cannot be 0.', '1:4'],
    ['{{ range(1) }}', 'Function [range]: The argument [end] is missing.', '1:4'],
  ]);
});

describe('now', () => {
  const options = { now: () => new Date('2024-03-05T06:07:08.009Z'), timeZone: 'UTC' };
  prints(
    context,
    [
      ['{{ now() }}', '2024-03-05T06:07:08.009000Z'],
      ["{{ now('yyyy-MM-dd', timeZone='Asia/Tokyo') }}", '2024-03-05'],
      ["{{ now(format='HH:mm', timeZone='Asia/Tokyo') }}", '15:07'],
    ],
    options,
  );
});

describe('functions of the caller', () => {
  const calls: FunctionArguments[] = [];
  const functions = {
    secret: async (args: FunctionArguments) => {
      const key = args.get('key', 0);
      if (key === 'none') throw new Error(`Cannot find secret for key 'none'.`);
      return `s-${String(key)}`;
    },
    id: () => 'abc',
    nothing: () => undefined,
    record: (args: FunctionArguments) => {
      calls.push(args);
      return null;
    },
    max: () => 'mine',
  };

  prints(
    context,
    [
      ["{{ secret('K') }} {{ secret(key='L') | upper }}", 's-K S-L'],
      [
        "{{ [secret('a'), id()] }} {{ {'k': secret('b')}.k }} {{ secret(secret('c')) }}",
        '["s-a","abc"] s-b s-s-c',
      ],
      ["{% for i in 1..3 %}{{ secret(i) }}{{ loop.last ? '' : ',' }}{% endfor %}", 's-1,s-2,s-3'],
      ["{% if secret('a') == 's-a' %}yes{% else %}no{% endif %}", 'yes'],
      ["{% if secret('a') == 'x' %}1{% elseif secret('b') == 's-b' %}2{% endif %}", '2'],
      ["{% set s = secret('a') %}{{ s }}{{ s }}", 's-as-a'],
      ["{{ nothing() ?? secret('d') }} {{ secret('a') ?? 1 }} {{ not secret('') }}", 's-d s-a false'],
      ["{{ secret('a') is defined ? secret('b') : secret('c') }}", 's-b'],
      ['{{ "x#{secret(\'a\')}y" }}', 'xs-ay'],
      ['{{ max(1) }}', 'mine'],
      ['{{ render(\'{{ secret("z") }}\') }}', 's-z'],
    ],
    { functions },
  );
  fails(
    context,
    [
      ["a {{ secret('none') }}", "Cannot find secret for key 'none'.", '1:6'],
      ['{{ kv("a") }}', "The 'kv' function cannot be used here.", '1:4'],
      ['{{ nope() }}', 'Function or Macro [nope] does not exist.', '1:4'],
    ],
    { functions },
  );

  it('gives plain data to the caller', async () => {
    await render("{{ record(7.0, [1.0, 9007199254740993], name={'a': 2.0}) }}", context, { functions });
    expect(calls[0]?.positional).toEqual([Decimal.of('7.0'), [Decimal.of('1.0'), 9007199254740993n]]);
    expect(calls[0]?.named).toEqual({ name: { a: Decimal.of('2.0') } });
    expect(calls[0]?.get('name', 0)).toEqual({ a: Decimal.of('2.0') });
    expect(calls[0]?.get('other', 0)).toEqual(Decimal.of('7.0'));
  });

  it('keeps the cause of a failure', async () => {
    const cause = new Error('down');
    const error = await failureOf('{{ f() }}', {}, { functions: { f: () => Promise.reject(cause) } });
    expect(error.cause).toBe(cause);
  });

  it('waits for promises of any kind', async () => {
    // biome-ignore lint/suspicious/noThenProperty: a promise of another library
    const functions = { f: () => ({ then: (resolve: (value: number) => void) => resolve(4) }) };
    expect(await renderTyped('{{ f() + 1 }}', {}, { functions })).toBe(5);
  });
});
