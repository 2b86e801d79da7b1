import { Decimal } from '@headrace/json';
import { describe, expect, it } from 'vitest';
import { renderDeep, renderTyped } from '.';
import { fails, prints } from './table.testing';

const ID = '1342647857257299304';
const LONG = '0.1000000000000000055511151231257827';

const context = {
  id: 1342647857257299304n,
  long: Decimal.of(LONG),
  half: Decimal.of('1.50'),
  huge: Decimal.of('1e400'),
  tiny: Decimal.of('-0.0'),
  json: `{"id": ${ID}, "long": ${LONG}, "list": [1.0, 1.50, 1e3, 1e400, 12345678.0]}`,
};

describe('numbers that JavaScript cannot hold', () => {
  prints(context, [
    ['{{ id }} {{ long }} {{ [id, long] }}', `${ID} ${LONG} [${ID},${LONG}]`],
    ['{{ half }} {{ [half] }} {{ huge }} {{ tiny }}', '1.5 [1.5] 1.0E400 -0.0'],
    ['{{ -long }} {{ -long | abs }} {{ -id }} {{ long | string }}', `-${LONG} ${LONG} -${ID} ${LONG}`],
    [`{{ ${LONG} }} {{ 007.50 }} {{ 1.10 }}`, `${LONG} 7.5 1.1`],
    ['{{ fromJson(json).id }} {{ fromJson(json).long }}', `${ID} ${LONG}`],
    ['{{ fromJson(json).list }}', '[1.0,1.5,1000.0,1.0E400,1.2345678E7]'],
    ["{{ json | jq('.id, .long') }}", `[${ID},${LONG}]`],
    ["{{ json | jq('.list') }}", '[[1.0,1.5,1000.0,1.0E400,1.2345678E7]]'],
    [`{{ yaml('{id: ${ID}, long: ${LONG}, half: -1.50}') }}`, `{"id":${ID},"long":${LONG},"half":-1.5}`],
    [`{{ fromIon('{id: ${ID}, long: ${LONG}}') }}`, `{"id":${ID},"long":${LONG}}`],
    ['{{ long | toIon }} {{ half | toIon }} {{ [long] | yaml }}', `${LONG} 1.5e0  - ${LONG}\n`],
    [
      `{{ '${ID}' | number }} {{ '${LONG}' | number('DOUBLE') }} {{ '7' | number('FLOAT') }}`,
      `${ID} ${LONG} 7.0`,
    ],
    ["{{ '.5' | number }} {{ '5.' | number }} {{ '+1.e1' | number }}", '0.5 5.0 10.0'],
    [
      "{{ long | numberFormat('0.00000000000000000000') }} {{ id | numberFormat('#,##0') }}",
      '0.10000000000000000555 1,342,647,857,257,299,304',
    ],
    ['{{ id is odd }} {{ 9007199254740993 is even }}', 'false false'],
    ['{{ half + 1 }} {{ long * 10 }} {{ half == 1.5 }} {{ id > half }}', '2.5 1.0 true true'],
  ]);
  fails(context, [
    ["{{ '1e9999' | number }}", 'The number is too large.', '1:15'],
    [`{{ yaml('a: 1e9999') }}`, 'Invalid yaml', '1:4'],
    ["{{ fromIon('1d9999') }}", 'a number has too many digits', '1:4'],
    ["{{ '1e9999' | jq('.') }}", 'Unable to parse jq value', '1:15'],
    ["{{ huge | numberFormat('0') }}", 'The number is too large to format.', '1:11'],
    ['{{ half.text }}', 'Unable to find `text`', '1:9'],
  ]);

  it('stay what they are when a value is kept', async () => {
    expect(await renderTyped('{{ long }}', context)).toEqual(Decimal.of(LONG));
    expect(await renderTyped('{{ [id, {"a": half}] }}', context)).toEqual([context.id, { a: context.half }]);
    const value = { id: context.id, half: context.half, text: '{{ id }}' };
    expect(await renderDeep(value, context)).toEqual({ ...value, text: ID });
  });
});

describe('numbers read from YAML', () => {
  prints({}, [
    ["{{ yaml('[012, 08, 0x1F, 0b11, 1_000, -5, +5, 0, 0o7]') }}", '[10,"08",31,3,1000,-5,5,0,"0o7"]'],
    [
      "{{ yaml('[1.50, 1e3, -0.10, .5, 5., 1_0.5, 1.2.3, 12:30]') }}",
      '[1.5,1000.0,-0.1,0.5,5.0,10.5,"1.2.3","12:30"]',
    ],
    ["{{ yaml('[.inf, -.inf, .nan, true, ~]') }}", '["Infinity","-Infinity","NaN",true,null]'],
  ]);
});

describe('numbers in jq', () => {
  prints({ json: '[9007199254740993, 1.10, 2]' }, [
    ["{{ json | jq('map(. + 0)') }}", '[[9007199254740993,1.1,2]]'],
    [
      "{{ json | jq('.[0] + 1, .[0] * 2, .[0] % 10, .[0] - 9007199254740992') }}",
      '[9007199254740994,18014398509481986,3,1]',
    ],
    [
      "{{ json | jq('.[0] / 3, -.[0], (.[0] | floor)') }}",
      '[3002399751580331,-9007199254740993,9007199254740993]',
    ],
    [
      "{{ json | jq('.[0] == 9007199254740992, .[0] == 9007199254740993, .[1] == 1.1') }}",
      '[false,true,true]',
    ],
    [
      "{{ json | jq('map(tostring), map(type), tojson, (tojson | fromjson | .[0])') }}",
      '[["9007199254740993","1.1","2"],["number","number","number"],"[9007199254740993,1.1,2]",9007199254740993]',
    ],
    [
      "{{ json | jq('sort, (map(tostring) | map(tonumber)), @csv') }}",
      '[[1.1,2,9007199254740993],[9007199254740993,1.1,2],"9007199254740993,1.1,2"]',
    ],
    ['{{ \'[1.0, 2.0]\' | jq(\'.[0] as $i | ["a", "b"] | .[$i], .[$i:]\') }}', '["b",["b"]]'],
    ["{{ '   ' | jq('.') }} {{ '' | jq('.[]?') }}", '[null] []'],
    ["{{ json | jq('reduce range(9) as $_ (.[0]; . * .) | type') }}", '["number"]'],
  ]);
});
