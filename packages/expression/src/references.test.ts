import { describe, expect, it } from 'vitest';
import { ANY, references } from '.';

describe('references', () => {
  it.each([
    ['plain text', []],
    ['{{ outputs.a.value }}', [{ root: 'outputs', path: ['a', 'value'] }]],
    ["{{ outputs['a-b'].list[0] }}", [{ root: 'outputs', path: ['a-b', 'list', 0] }]],
    [
      '{{ outputs.t[taskrun.value].x }}',
      [
        { root: 'taskrun', path: ['value'] },
        { root: 'outputs', path: ['t', ANY, 'x'] },
      ],
    ],
    [
      '{{ a.b ?? c | default(d) }} {{ a.b }}',
      [
        { root: 'a', path: ['b'] },
        { root: 'c', path: [] },
        { root: 'd', path: [] },
      ],
    ],
    [
      '{% for x in outputs.list %}{{ x.name }}{{ loop.index }}{% else %}{{ e }}{% endfor %}{{ x.y }}',
      [
        { root: 'outputs', path: ['list'] },
        { root: 'e', path: [] },
        { root: 'x', path: ['y'] },
      ],
    ],
    ['{% set s = outputs.t %}{{ s.value }}', [{ root: 'outputs', path: ['t'] }]],
    [
      '{% if a %}{% set s = 1 %}{% elseif b %}{{ c }}{% endif %}{{ s }}',
      [
        { root: 'a', path: [] },
        { root: 'b', path: [] },
        { root: 'c', path: [] },
        { root: 's', path: [] },
      ],
    ],
    ['{{ (outputs.a ?? {}).b }}', [{ root: 'outputs', path: ['a'] }]],
    [
      '{{ "x#{inputs.y}" ~ secret(inputs.z, n=k) }}',
      [
        { root: 'inputs', path: ['y'] },
        { root: 'inputs', path: ['z'] },
        { root: 'k', path: [] },
      ],
    ],
    ['{{ [a, {"k": b}] is empty ? -c : not d }}', ['a', 'b', 'c', 'd'].map((root) => ({ root, path: [] }))],
    [
      '{{ render(vars.a) }}',
      [
        { root: '*', path: [] },
        { root: 'vars', path: ['a'] },
      ],
    ],
    ['{{ printContext() }}', [{ root: '*', path: [] }]],
    ['{% raw %}{{ a }}{% endraw %}{# {{ b }} #}', []],
    ['{{ broken', []],
  ])('%s', (template, expected) => {
    expect(references(template)).toEqual(expected);
  });
});
