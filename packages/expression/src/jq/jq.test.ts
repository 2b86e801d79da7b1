import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { runQuery } from '.';
import { Meter } from '../budget';
import type { Json } from './syntax';

const input: Json = {
  a: [3, 1, 2, 1],
  b: { c: 'x', d: null, e: [true, false] },
  t: 'some text, Some more',
  rows: [
    { k: 'p', v: 1 },
    { k: 'q', v: 2 },
    { k: 'p', v: 3 },
  ],
  deep: { x: [{ y: 1 }, { y: [2, { z: 'é' }] }] },
};

const QUERIES = [
  ...[
    '.',
    '.a',
    '.a[0]',
    '.a[-1]',
    '.a[1:3]',
    '.a[:-1]',
    '.t[2:4]',
    '.b.c',
    '."b"["c"]',
    '.a[]',
    '.[]?',
    '..',
    '.nope.x',
  ],
  ...[
    '.a | length',
    '.a, .b',
    '[.a[] | . * 2]',
    '{x: .a, (.t): 1, "k\\(1+1)": 2, b}',
    '{a, $__loc__}',
    '.a as [$x, $y] | $x + $y',
  ],
  ...[
    '.rows[] as {k: $k, $v} | [$k, $v]',
    '1 + 2 * 3 - 4 / 2',
    '7 % 3, -7 % 3, 5.5 % 2',
    '"a" + "b", [1] + [2], {a:1} + {b:2}, null + 1',
  ],
  ...[
    '[1,2,3] - [2]',
    '"ab" * 3',
    '{a:{b:1}} * {a:{c:2}}',
    '"a,b" / ","',
    '.a == [3,1,2,1]',
    '[1 < 2, "a" < "b", [] < {}, null < false]',
  ],
  ...[
    '.b.d // "z"',
    '(.a[] | select(. > 5)) // "none"',
    'empty // 1',
    'true and null, false or 1',
    '[true, false | not]',
  ],
  ...[
    'if .a[0] > 2 then "big" elif true then 1 else 2 end',
    'if . then 1 end',
    'try error("x") catch .',
    '[.a[] | try tonumber catch 0]',
  ],
  ...[
    'reduce .a[] as $x (0; . + $x)',
    'foreach .a[] as $x (0; . + $x)',
    '[foreach .a[] as $x (0; . + $x; [$x, .])]',
    'def f(g): g | g; 2 | f(. * 3)',
  ],
  ...[
    'def f($x; $y): $x + $y; f(1; 2)',
    'def fac: if . < 2 then 1 else . * (. - 1 | fac) end; 10 | fac',
    '[limit(3; repeat(1))]',
    'first(.a[])',
  ],
  ...[
    '[range(5)], [range(2; 4)], [range(0; 10; 3)], [range(5; 0; -2)]',
    '.a | sort, unique, reverse, min, max, add',
    '.rows | group_by(.k), unique_by(.k), sort_by(-.v)',
  ],
  ...[
    '.rows | min_by(.v), max_by(.v)',
    '.rows | map(.v) | add',
    '.b | keys, to_entries, with_entries(.value |= tostring)',
    '.rows | map({(.k): .v}) | add',
  ],
  ...[
    '[{"name": "n", "value": 1}, {"key": "l", "value": false}] | from_entries',
    '.b | has("c"), has("zz")',
    '.a | index(1), rindex(1), indices(1)',
  ],
  ...[
    '.t | index("me"), indices("e"), length, utf8bytelength',
    '.t | split(", "), ascii_downcase, ascii_upcase, explode[0:2], ltrimstr("some"), rtrimstr("more")',
  ],
  ...[
    '.t | startswith("some"), endswith("x"), contains("text"), test("SOME"; "i")',
    '.t | [match("some"; "gi").offset]',
    '.t | capture("(?<w>[a-z]+) (?<x>[a-z]+)")',
  ],
  ...[
    '.t | sub("o"; "0"), gsub("[aeiou]"; "<\\(.)>" )',
    '.t | gsub("(?<v>[aeiou])"; "<\\(.v)>")',
    '[.t | scan("[a-z]+")], [.t | scan("(s)(o)")]',
    '[.t | splits(", *")]',
  ],
  ...[
    '.a |= map(. + 1) | .a',
    '.b.c = "new" | .b',
    '.a[0] += 10 | .a',
    '.b.d //= 5 | .b',
    '(.a[] | select(. == 1)) |= 100 | .a',
    'del(.a[1], .b.c) | .a, .b',
  ],
  ...[
    'del(.a[0:2]) | .a',
    'to_entries[0].key',
    '[paths] | length',
    '[paths(type == "number")] | length',
    'path(..) | select(length == 1)',
  ],
  ...[
    'getpath(["b", "c"]), getpath(["x", "y"])',
    'setpath(["b", "z"]; 1) | .b',
    'delpaths([["a", 0], ["b"]]) | keys',
    '[.deep | .. | numbers]',
    '.deep | walk(if type == "number" then . + 1 else . end)',
  ],
  ...[
    '[.deep.x[] | .y | arrays]',
    'flatten? // "not"',
    '[1, [2, [3]]] | flatten, flatten(1)',
    '[[1, 2], [3]] | transpose, combinations',
    '.b | map_values(tojson)',
  ],
  ...[
    '"x\\(.a)y", @json "v: \\(.b)", @text "t", (.t | @html, @uri, @base64, (@base64 | @base64d), @sh)',
    '[.a | @csv, @tsv]',
    '.a | tojson, tostring | fromjson',
  ],
  ...[
    'any, all | not',
    '.b.e | any, all',
    '[.a | any(. > 2), all(. > 0)]',
    '.a | any(.[]; . == 3)',
    'isempty(empty), isempty(1)',
    '[.a | .[] | tostring] | join("-")',
  ],
  ...[
    'label $out | .a[] | if . == 2 then break $out else . end',
    '[.a[] | until(. > 10; . * 2)]',
    '[1 | while(. < 10; . * 2)]',
    '[2 | recurse(if . < 20 then . * . else empty end)]',
  ],
  ...[
    '1e3, 1.5, 100000000000, 0.1 + 0.2',
    '[1.2, -1.2 | floor, ceil, round, sqrt? ] | length',
    'infinite > 1, (nan | isnan)',
    '[.[] | type]',
    'input_line_number',
  ],
  ...[
    '1425599621 | todate, strftime("%A %d %B %Y %j")',
    '"2015-03-05T23:51:47Z" | fromdate',
    '1425599621 | gmtime | mktime',
    '$__loc__',
    'splits("a")?',
    '@base32? // 1',
  ].slice(0, 5),
  ...[
    '.a as $a | .b as $b | [$a[0], $b.c]',
    '.[] as [$x] ?',
    'ltrimstr(1)',
    '.. |= . | .a',
    '[.rows[] | {k} + {w: (.v * 2)}]',
    '.rows | INDEX(.k)',
    '.a | IN([3,1,2,1])',
    'tostream | select(length == 1)',
  ],
].filter((query) => !query.endsWith(' ?'));

interface RealJq {
  raw(json: string, filter: string, flags: readonly string[]): string | undefined;
}

/** The real jq is for tests only: it cannot be stopped when a query does not end. Its module is a promise. */
const real = await (createRequire(import.meta.url)('jq-web') as Promise<RealJq>);

function realOutputs(query: string): unknown {
  try {
    const text: string | undefined = real.raw(JSON.stringify(input), query, ['-c']);
    return (text ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line));
  } catch {
    return 'error';
  }
}

describe('our jq gives what the real one gives', () => {
  it.each(QUERIES)('%s', async (query) => {
    const ours = await Promise.resolve()
      .then(() => runQuery(query, input, new Date(0), new Meter({}, () => 0)))
      .catch(() => 'error');
    expect(ours).toEqual(realOutputs(query));
  });
});
