import { describe } from 'vitest';
import { fails, prints } from './table.testing';

const context = { none: null, list: [1], map: { a: 1 }, text: 'x', blank: ' ', emptyList: [], emptyMap: {} };

describe('tests', () => {
  prints(context, [
    ['{{ text is defined }} {{ none is defined }} {{ missing is defined }}', 'true false false'],
    ['{{ map.b.c is defined }} {{ missing is not defined }}', 'false true'],
    ['{{ (missing | upper) is defined }}', 'false'],
    ["{{ list[3] is defined ? bla : 'none' }}", 'none'],
    ['{{ none is null }} {{ text is null }} {{ text is not null }}', 'true false true'],
    [
      '{{ none is empty }} {{ blank is empty }} {{ emptyList is empty }} {{ emptyMap is empty }}',
      'true true true true',
    ],
    [
      '{{ text is empty }} {{ 0 is empty }} {{ list is empty }} {{ map is empty }}',
      'false false false false',
    ],
    ['{{ 2 is even }} {{ 3 is even }} {{ 3 is odd }} {{ 2 is not odd }}', 'true false true true'],
    ['{{ list is iterable }} {{ map is iterable }} {{ text is iterable }}', 'true true false'],
    ['{{ map is map }} {{ list is map }}', 'true false'],
    [`{{ '{"a":1}' is json }} {{ 'x' is json }}`, 'true false'],
    ['{{ 2 is even and 3 is odd }}', 'true'],
  ]);
  fails(context, [
    ['{{ missing is null }}', 'Unable to find `missing`', '1:4'],
    ['{{ missing is empty }}', 'Unable to find `missing`', '1:4'],
    ['{{ none is even }}', 'Test [even]: Expected a number, got null.', '1:12'],
    ['{{ none is odd }}', 'Test [odd]: Expected a number, got null.', '1:12'],
    ['{{ 1 is json }}', 'Test [json]: Expected a text, got a number.', '1:9'],
    ['{{ text is nice }}', 'Test [nice] does not exist.', '1:12'],
    ['{{ text is empty(1) }}', 'Test [empty]: Takes at most 0 arguments', '1:12'],
  ]);
});
