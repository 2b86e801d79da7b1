import { Decimal } from '@headrace/json';
import { describe, expect, it } from 'vitest';
import { checkTemplate, ExpressionError, isTruthy, render, renderDeep, renderTyped } from '.';
import { failureOf, prints } from './table.testing';

describe('printing', () => {
  prints(
    {
      none: null,
      yes: true,
      whole: 7,
      decimal: 1.5,
      list: [1, null, 'a"b'],
      map: { a: { b: [] }, gone: undefined },
      real: new Map<string, unknown>([['k', new Map([['l', 1]])]]),
      date: new Date('2013-09-08T16:19:00Z'),
      big: 1e21,
    },
    [
      ['{{ none }}|{{ yes }}|{{ whole }}|{{ decimal }}', '|true|7|1.5'],
      ['{{ list }}', '[1,null,"a\\"b"]'],
      ['{{ map }}', '{"a":{"b":[]}}'],
      ['{{ real }}', '{"k":{"l":1}}'],
      ['{{ date }} {{ [date] }}', '2013-09-08T16:19:00Z ["2013-09-08T16:19:00Z"]'],
      ['{{ big }}', '1000000000000000000000'],
    ],
  );

  it('returns a text without a brace as it is', async () => {
    expect(await render('a } %} b', {})).toBe('a } %} b');
  });

  it('refuses to print code', async () => {
    const error = await failureOf('{{ f }}', { f: () => 1 });
    expect(error.message).toContain('Cannot print a value of another kind.');
  });
});

describe('renderTyped', () => {
  it.each([
    ['plain', 'plain'],
    ['{{ 1 + 1 }}', 2],
    ['{{ 7.0 }}', Decimal.of('7.0')],
    ['{{ list }}', [1, { a: null }]],
    ['{{ [1.0, {"a": 2.0}] }}', [Decimal.of('1.0'), { a: Decimal.of('2.0') }]],
    ['{{ true }}', true],
    ['{{ null }}', null],
    ['{{ 1 }}{{ 2 }}', 3],
    ['{{ 1.5 }}{{ 2.5 }}', Decimal.of('4.0')],
    ["{{ 'a' }}{{ 'b' }}", 'ab'],
    ["x{{ 'a' }}", 'xa'],
    ['{{ null }}{{ 1 }}{{ null }}', 1],
    ['{% if true %}{{ list[0] }}{% endif %}', 1],
  ])('%s', async (template, value) => {
    expect(await renderTyped(template, { list: [1, { a: null }] })).toEqual(value);
  });

  it.each([
    ['{{ 1 }}{{ 2.5 }}', 'Tried to add java.lang.Double to java.lang.Integer', '1:11'],
    ["{{ 1 }}{{ 'a' }}", 'Tried to add java.lang.String to java.lang.Integer', '1:11'],
    ['{{ [] }} ', 'Tried to add java.lang.String to java.util.ArrayList', '1:9'],
    ['{{ true }}{{ true }}', 'Tried to add java.lang.Boolean to java.lang.Boolean', '1:14'],
  ])('%s fails', async (template, message, place) => {
    const error = await renderTyped(template, {}).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ExpressionError);
    if (!(error instanceof ExpressionError)) return;
    expect(error.message).toContain(message);
    expect(`${error.line}:${error.column}`).toBe(place);
  });
});

describe('renderDeep', () => {
  const context = { a: 'A', n: 1 };

  it('renders keys, values and items, and keeps the rest', async () => {
    const value = { '{{ a }}': ['{{ n }}', 2, null, ['{{ a }}', [3]]], b: { c: 'x{{ a }}' }, d: true };
    expect(await renderDeep(value, context)).toEqual({
      A: ['1', 2, null, ['A', [3]]],
      b: { c: 'xA' },
      d: true,
    });
  });

  it('keeps the first of two equal keys, and the order', async () => {
    const result = await renderDeep({ z: 1, '{{ a }}': 2, A: 3, b: 4 }, context);
    expect(JSON.stringify(result)).toBe('{"z":1,"A":2,"b":4}');
  });

  it('does not change prototypes', async () => {
    const result = await renderDeep(JSON.parse('{"__proto__": {"x": "{{ a }}"}}'), context);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(JSON.stringify(result)).toBe('{"__proto__":{"x":"A"}}');
  });

  it('tells the place in the text that failed', async () => {
    const error = await renderDeep({ a: ['ok', 'no {{ nope }}'] }, context).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ line: 1, column: 7, expression: '{{ nope }}', kind: 'undefined' });
  });
});

describe('isTruthy', () => {
  it.each([
    ['false', false],
    ['0', false],
    ['-0', false],
    ['', false],
    ['true', true],
    ['1', true],
    [' ', true],
    ['False', true],
    ['0.0', true],
    ['null', true],
  ])('%j is %s', (text, truth) => {
    expect(isTruthy(text)).toBe(truth);
  });
});

describe('checkTemplate', () => {
  it.each(['plain', '{{ any.thing | unknown }}', '{% if a %}{% endif %}'])('%s is fine', (template) => {
    expect(checkTemplate(template)).toBeNull();
  });

  it('tells what and where', () => {
    expect(checkTemplate('a\n{{ b ? }}')).toEqual({
      message: 'Unexpected end of the expression. (`{{ b ? }}`, line 2, column 8)',
      line: 2,
      column: 8,
    });
  });
});

describe('the error', () => {
  it('shortens a long expression in its message only', async () => {
    const template = `{{ nope ~ '${'x'.repeat(1000)}' }}`;
    const error = await failureOf(template);
    expect(error.expression).toBe(template);
    expect(error.message.length).toBeLessThan(400);
  });

  it('is found again in a cached template', async () => {
    for (let round = 0; round < 2; round += 1) {
      expect(await failureOf('ab {{ nope }}')).toMatchObject({ name: 'ExpressionError', line: 1, column: 7 });
    }
  });
});
