import { Decimal } from '@headrace/json';
import { fuzz } from '@headrace/testkit/fuzz';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTemplate, printTemplate, render } from '.';
import { templates } from './random.testing';
import { idleMeter } from './reading.testing';
import { parseTemplate } from './template-parser';

/** The tree of a template without the places. */
function shapeOf(source: string): unknown {
  return withoutPlaces(parseTemplate(source, idleMeter()).nodes);
}

function withoutPlaces(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutPlaces);
  if (typeof node !== 'object' || node === null || node instanceof Decimal) return node;
  const fields = Object.entries(node).filter(([key]) => key !== 'at');
  return Object.fromEntries(fields.map(([key, value]) => [key, withoutPlaces(value)]));
}

describe('printing a template', () => {
  it.each([
    ['a{# comment #}b', 'a{##}b'],
    ['{{- a -}} x', '{{ a }}x'],
    ['x{ {{- a }}', 'x{ {#-#}{{ a }}'],
    ["{{ (a + b) * c ~ 'it\\'s' | upper(x, y=1) }}", "{{ (a + b) * c ~ 'it\\'s' | upper(x, y=1) }}"],
    ['{{ (a ? b : c) ? d : (e ? f : g) }}', '{{ (a ? b : c) ? d : e ? f : g }}'],
    ['{{ not (a and b) is not defined }}', '{{ not (a and b) is not defined }}'],
    ['{{ a.b[0]["c-d"].0 }}', "{{ a.b[0]['c-d'].0 }}"],
    [
      '{{ "a#{b}c" }} {{ 7.0 }} {{ 0.0000001 }} {{ 10L }}',
      '{{ "a#{b}c" }} {{ 7.0 }} {{ 0.0000001 }} {{ 10 }}',
    ],
    ['{% filter  upper|trim %}x{% endfilter %}', '{% filter upper | trim %}x{% endfilter %}'],
    [
      '{% macro m(a, b = 1) %}{% endmacro m %}{% block b %}{% endblock %}',
      "{% macro m(a, b=1) %}{% endmacro %}{% block 'b' %}{% endblock %}",
    ],
    [
      '{% verbatim -%} {{ x }}{% endverbatim %}{%raw%}{{ y }}{% endraw %}',
      '{% verbatim %}{{ x }}{% endverbatim %}{%raw%}{{ y }}{% endraw %}',
    ],
  ])('%s', (source, printed) => {
    expect(printTemplate(source)).toBe(printed);
  });

  it('and parsing it again gives the same tree', () =>
    fuzz(
      import.meta.dirname,
      'printed templates have the same tree',
      fc.property(templates, (source) => {
        fc.pre(checkTemplate(source) === null);
        const printed = printTemplate(source);
        expect(shapeOf(printed)).toEqual(shapeOf(source));
        expect(printTemplate(printed)).toBe(printed);
      }),
      { runs: 1_500 },
    ));

  it('keeps what it prints', () =>
    fuzz(
      import.meta.dirname,
      'printed templates give the same',
      fc.asyncProperty(templates, async (source) => {
        fc.pre(checkTemplate(source) === null);
        const outcome = (text: string): Promise<string> =>
          render(
            text,
            { a: 1, b: { c: [1, 2] }, list: [3, 1] },
            {
              now: () => new Date(0),
              randomBytes: (count) => new Uint8Array(count),
              timeZone: 'UTC',
              budget: { steps: 20_000 },
            },
          ).catch(() => 'failed');
        expect(await outcome(printTemplate(source))).toBe(await outcome(source));
      }),
      { runs: 200 },
    ));
});
