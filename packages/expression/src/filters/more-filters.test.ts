import { describe, expect, it } from 'vitest';
import { failureOf, fails, prints } from '../table.testing';

const context = {
  none: null,
  text: 'it\'s "so"',
  list: [1, 2, 3, 4, 5],
  map: { k: "a'b", l: ['"', 1, null] },
  lines: 'a\nb\r\nc',
  nested: { list: ['x', 1, { a: 1, b: [] }, ['u']], map: { s: 'true', d: 1.5, t: 'a: b' }, e: {}, o: null },
  date: new Date('2013-09-08T14:19:12.123Z'),
  json: '{"a":[1,2.5,null],"b":{"c":"d"}}',
};

describe('escapeChar', () => {
  prints(context, [
    ["{{ text | escapeChar('single') }}", 'it\\\'s "so"'],
    ["{{ text | escapeChar(type='DOUBLE') }}", 'it\'s \\"so\\"'],
    ["{{ text | escapeChar('shell') }}", `it'\\''s "so"`],
    ["{{ map | escapeChar('single') }}", `{"k":"a\\\\'b","l":["\\"","1",null]}`],
    ["{{ none | escapeChar('single') }}|", '|'],
  ]);
  fails(context, [
    ["{{ text | escapeChar('x') }}", 'must be single, double or shell', '1:11'],
    ['{{ text | escapeChar }}', 'The argument [type] is missing.', '1:11'],
  ]);
});

describe('indent and nindent', () => {
  prints(context, [
    ['{{ lines | indent(2) }}', 'a\nb\r\n  c'],
    ["{{ lines | indent(1, prefix='>') }}", 'a\nb\r\n>c'],
    ["{{ 'a' | nindent(2) }}|{{ '' | nindent(2) }}|", '\n  a||'],
    ["{{ 'a' | indent(0) }}", 'a'],
  ]);
  fails(context, [
    ["{{ 'a' | indent }}", 'The argument [amount] is missing.', '1:10'],
    ["{{ 'a' | nindent(-1) }}", 'must not be negative', '1:10'],
    ["{{ 'a' | indent(100000000) }}", 'makes a text of more than', '1:10'],
  ]);
});

describe('hashes', () => {
  prints(context, [
    ["{{ 'abc' | md5 }}", '900150983cd24fb0d6963f7d28e17f72'],
    ["{{ 'abc' | sha1 }}", 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ["{{ 'é' | sha256 }}", '4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c'],
    [
      "{{ 'abc' | sha512 }}",
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    ],
    ['{{ none | md5 }}|', '|'],
  ]);
  fails(context, [['{{ 1 | sha256 }}', 'Need a string to hash', '1:8']]);
});

describe('numberFormat', () => {
  prints(context, [
    ["{{ 1234.5 | numberFormat('#.##') }} {{ 3.14159 | numberFormat('#.##') }}", '1234.5 3.14'],
    ["{{ 1234567.891 | numberFormat('#,##0.00') }} {{ 0.5 | numberFormat('#.00') }}", '1,234,567.89 .50'],
    ["{{ 0.125 | numberFormat('#.##') }} {{ 0.375 | numberFormat('#.##') }}", '0.12 0.38'],
    ["{{ 0.256 | numberFormat('0.0%') }} {{ -5 | numberFormat('00') }}", '25.6% -05'],
    ["{{ -5 | numberFormat('0;(0)') }} {{ 7 | numberFormat(\"'#'0 kg\") }}", '(5) #7 kg'],
    ["{{ 12345 | numberFormat('0.##E0') }} {{ 0 | numberFormat('#.##') }}", '1.23E4 0'],
    ['{{ 1234.56789 | numberFormat }}', '1,234.568'],
  ]);
  fails(context, [
    ["{{ 'a' | numberFormat('0') }}", 'Expected a number, got a text.', '1:10'],
    ["{{ 1 | numberFormat('0.0.0') }}", 'The number format is malformed.', '1:8'],
    ['{{ 1 | numberFormat("\'0") }}', 'quote that is not closed', '1:8'],
  ]);
});

describe('slugify, chunk and className', () => {
  prints(context, [
    ["{{ 'Héllo  Wörld_a--b!' | slugify }}", 'hello-world-a-b'],
    ['{{ list | chunk(2) }} {{ list | chunk(size=9) }}', '[[1,2],[3,4],[5]] [[1,2,3,4,5]]'],
    [
      "{{ 1 | className }} {{ 3000000000 | className }} {{ 1.0 | className }} {{ 'a' | className }}",
      'java.lang.Integer java.lang.Long java.lang.Double java.lang.String',
    ],
    ['{{ list | className }} {{ map | className }}', 'java.util.ArrayList java.util.LinkedHashMap'],
  ]);
  fails(context, [
    ['{{ list | chunk }}', 'The argument [size] is missing.', '1:11'],
    ['{{ list | chunk(0) }}', 'must be at least 1', '1:11'],
    ['{{ text | chunk(1) }}', 'Expected a list, got a text.', '1:11'],
  ]);
});

describe('yaml and toIon', () => {
  prints(context, [
    ["{{ 'string' | yaml }}|{{ none | yaml }}|{{ 1 | yaml }}", 'string\n|null|1\n'],
    ["{{ '1' | yaml }}{{ 'null' | yaml }}{{ 'a b' | yaml }}{{ '- x' | yaml }}", `1\n"null"\na b\n'- x'\n`],
    [
      "{{ ['', '~a', 'No', 'nO', '2024-01-01', '1e3', '='] | yaml }}",
      ' - ""\n - "~a"\n - "No"\n - nO\n - 2024-01-01\n - 1e3\n - =\n',
    ],
    [
      "{{ ['a, b', 'x[0]', 'a: b', 'a #b', 'a#b', 'a:b'] | yaml }}",
      ' - "a, b"\n - "x[0]"\n - "a: b"\n - "a #b"\n - a#b\n - a:b\n',
    ],
    [
      `{{ ['#a', 'a:', '-', '-1', "it's", "'s", ' a', '@a'] | yaml }}`,
      ` - '#a'\n - 'a:'\n - '-'\n - -1\n - it's\n - '''s'\n - ' a'\n - '@a'\n`,
    ],
    ["{{ {'1a': 1, 'true': 2, 'a, b': 3, '#k': 4} | yaml }}", `"1a": 1\n"true": 2\na, b: 3\n'#k': 4\n`],
    [
      '{{ nested | yaml }}',
      'list:\n - x\n - 1\n -\n  a: 1\n  b: []\n -\n   - u\nmap:\n  s: "true"\n  d: 1.5\n  t: "a: b"\ne: {}\no: null\n',
    ],
    ["{{ {'t': 'a\\nb'} | yaml }}".replace('\\n', '\n'), 't: |-\n  a\n  b\n'],
    ["{{ {'a': 1, 'b-c': [1.123, 2.0, true]} | toIon }}", `{a:1,'b-c':[1.123e0,2e0,true]}`],
    ["{{ none | toIon }} {{ 'a\"b' | toIon }}", 'null "a\\"b"'],
  ]);
});

describe('regular expressions', () => {
  prints(context, [
    [
      "{{ 'order-12345' | regexExtract('\\d+') }} {{ 'a=b' | regexExtract('(\\w)=(\\w)', group=2) }}",
      '12345 b',
    ],
    [
      "{{ 'x' | regexExtract('\\d') }}|{{ none | regexMatch('a') }} {{ 'abc' | regexMatch(regex='b') }}",
      '|false true',
    ],
    ["{{ 'a1b2' | regexReplace('([a-z])(\\d)', '$2$1') }}", '1a2b'],
    ["{{ 'ab' | regexReplace('(?<x>a)', '${x}${x}') }} {{ 'ab' | regexReplace('(a)', '$11') }}", 'aab a1b'],
    ["{{ 'a.b' | replace({'(\\w)\\.(\\w)': '$2.$1'}, regexp=true) }}", 'b.a'],
    ["{{ 'aXbXc' | split('(?i)x') }} {{ 'aaa' | split('a*?') }}", '["a","b","c"] ["a","a","a"]'],
  ]);
  fails(context, [
    ["{{ 'a' | regexExtract('(a)', group=3) }}", 'No group 3', '1:10'],
    ["{{ 'a' | regexMatch }}", "The argument 'regex' is required.", '1:10'],
    ["{{ 'a' | regexReplace('a') }}", "The argument 'replacement' is required.", '1:10'],
    ["{{ 'a' | regexReplace('a', '$2') }}", 'refers to a group that there is not', '1:10'],
    ["{{ 'a' | regexReplace('a', '${x}') }}", 'refers to a group that there is not', '1:10'],
    ["{{ 'a' | regexMatch('((a{100}){100}){100}') }}", 'invalid repeat count', '1:10'],
  ]);

  it('ends with an error, and soon, whatever the pattern is', async () => {
    const text = 'a'.repeat(2_000_000);
    const budget = { wallTimeMs: 200 };
    const error = await failureOf(
      "{{ text | regexReplace('.*.*.*x|(a|aa)+$|b', '') }}",
      { text },
      { budget },
    );
    expect(error.kind).toBe('budget');
  });
});

describe('dates', () => {
  const options = { timeZone: 'Europe/Paris' };
  prints(
    context,
    [
      ["{{ date | dateAdd(-1, 'DAYS') }}", '2013-09-07T16:19:12.123000+02:00'],
      ["{{ '2024-01-31' | dateAdd(1, 'MONTHS', 'yyyy-MM-dd') }}", '2024-02-29'],
      ["{{ '2024-03-30T12:00:00' | dateAdd(1, 'DAYS', 'HH:mm') }}", '12:00'],
      ["{{ '2024-03-30T12:00:00' | dateAdd(24, 'HOURS', 'HH:mm') }}", '13:00'],
      ["{{ date | dateAdd(amount=3, unit='MILLIS', format='SSS', timeZone='UTC') }}", '126'],
      ['{{ date | timestamp }} {{ date | timestampMilli }}', '1378649952 1378649952123'],
      ['{{ date | timestampMicro }} {{ date | timestampNano }}', '1378649952123000 1378649952123000000'],
      ["{{ (date | timestamp) > (date | dateAdd(-1,'DAYS') | timestamp) }}", 'true'],
      [
        "{{ '07/31/24 5PM' | date('iso_local_date_time', existingFormat='MM/dd/yy ha') }}",
        '2024-07-31T17:00:00',
      ],
      ["{{ '31 Jul 2024' | date('yyyy-MM-dd', existingFormat='d MMM yyyy') }}", '2024-07-31'],
      [
        "{{ '2024-07-31 10:00:00.000001 +0900' | timestamp(existingFormat='yyyy-MM-dd HH:mm:ss.SSSSSS Z') }}",
        '1722387600',
      ],
      ["{{ '20240731' | date('sql_seq', existingFormat='yyyyMMdd') }}", '2024-07-31 00:00:00'],
      ["{{ '2024-07-31T10:00' | date('HH', existingFormat=\"yyyy-MM-dd'T'HH:mm[:ss]\") }}", '10'],
    ],
    options,
  );
  fails(
    context,
    [
      ["{{ date | dateAdd(1, 'days') }}", 'The argument [unit] must be one of', '1:11'],
      ['{{ date | dateAdd }}', 'The argument [amount] is missing.', '1:11'],
      ["{{ date | dateAdd(999999999, 'YEARS') }}", 'The date is out of range.', '1:11'],
      ["{{ 'x' | timestamp }}", 'The text is not an ISO 8601 date.', '1:10'],
      ["{{ '2024' | date(existingFormat='MM') }}", 'does not have the format', '1:13'],
    ],
    options,
  );
});

describe('jq', () => {
  prints(context, [
    [
      "{{ json | jq('.a') }} {{ json | jq('.a[]') }} {{ [1,2,3] | jq('.[0]') | first }}",
      '[[1,2.5,null]] [1,2.5,null] 1',
    ],
    ["{{ map | jq('.k') | first }} {{ none | jq('.') }}|", "a'b |"],
    ["{{ json | jq('.b.c | ascii_upcase') | first }}", 'D'],
    ["{{ json | jq('empty') }}", '[]'],
  ]);
  fails(context, [
    ["{{ 'x' | jq('.') }}", 'Unable to parse jq value: the text is not valid JSON.', '1:10'],
    ["{{ json | jq('.a.b') }}", 'Unable to parse jq value: Cannot index array with a string.', '1:11'],
    [
      "{{ json | jq('.[') }}",
      'Unable to parse jq value: unexpected end of the query at character 3.',
      '1:11',
    ],
    ["{{ json | jq('nope(1)') }}", 'nope/1 is not defined', '1:11'],
    ['{{ json | jq }}', 'The argument [expression] is missing.', '1:11'],
    ["{{ json | jq('def f: f; f') }}", 'The expression is too large to evaluate', '1:11'],
    ["{{ json | jq('[range(1e12)]') }}", 'The expression ', '1:11'],
    ["{{ json | jq('repeat(1)') }}", 'The expression', '1:11'],
    ['{{ json | jq(\'[limit(5; repeat("x" * 100000000))]\') }}', 'makes a text of more than', '1:11'],
  ]);
});
