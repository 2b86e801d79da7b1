import { afterEach, describe, expect, it } from 'vitest';
import { render } from '.';
import { fails, prints } from './table.testing';

class Account {
  owner = 'ada';
  get secret(): string {
    return 'secret';
  }
}

const inherited: unknown = Object.create({ secret: 'secret' });
const context = {
  account: new Account(),
  inherited,
  list: ['a'],
  map: new Map([['k', 'v']]),
  date: new Date(0),
  bare: Object.assign(Object.create(null) as object, { x: 1 }),
  empty: null,
  gone: undefined,
  later: Promise.resolve({ x: 'came' }),
};

describe('paths', () => {
  prints(context, [
    ['{{ account.owner }} {{ map.k }} {{ bare.x }} {{ list.0 }}', 'ada v 1 a'],
    ['{{ later.x }}', 'came'],
    ['{% set a = 1 %}{% for a in [2] %}{{ a }}{% endfor %}{{ a }}', '21'],
    ['{% filter upper %}{% set b = "x" %}{{ b }}{% endfilter %}{{ b }}', 'Xx'],
  ]);
  fails(context, [
    ['{{ account.secret }}', 'Unable to find `secret`', '1:12'],
    ['{{ inherited.secret }}', 'Unable to find `secret`', '1:14'],
    ['{{ account.toString }}', 'Unable to find `toString`', '1:12'],
    ['{{ list.length }}', 'Unable to find `length`', '1:9'],
    ['{{ map.size }}', 'Unable to find `size`', '1:8'],
    ['{{ date.getTime }}', 'Unable to find `getTime`', '1:9'],
    ['{% set d = 7.0 %}{{ d.text }}', 'Unable to find `text`', '1:23'],
    ['{{ toString }}', 'Unable to find `toString`', '1:4'],
    ['{{ empty.x }}', 'Unable to find `empty`', '1:4'],
    ['{{ gone }}', 'Unable to find `gone`', '1:4'],
    ['{{ account.__proto__ }}', 'Unable to find `__proto__`', '1:12'],
  ]);

  describe('when something has been added to every object', () => {
    const prototype = Object.prototype as unknown as Record<string, unknown>;
    afterEach(() => {
      delete prototype.added;
    });

    it('does not see it, however often the template was rendered before', async () => {
      const template = '{{ added ?? "-" }}{{ bare.added ?? "-" }}{{ account.added ?? "-" }}';
      expect(await render(template, context)).toBe('---');
      prototype.added = 'seen';
      expect(await render(template, context)).toBe('---');
    });
  });
});
