import { parseDefinitions } from './parser';
import type { FunctionDefinition } from './syntax';

/** The functions of jq that are best said in jq. */
const SOURCE = `
def map(f): [.[] | f];
def select(f): if f then . else empty end;
def values: select(. != null);
def nulls: select(. == null);
def booleans: select(type == "boolean");
def numbers: select(type == "number");
def strings: select(type == "string");
def arrays: select(type == "array");
def objects: select(type == "object");
def iterables: select(type | . == "array" or . == "object");
def scalars: select(type | . != "array" and . != "object");
def map_values(f): .[] |= f;
def add(f): reduce f as $x (null; . + $x);
def add: add(.[]);
def in(xs): . as $x | xs | has($x);
def inside(xs): . as $x | xs | contains($x);
def todate: strftime("%Y-%m-%dT%H:%M:%SZ");
def todateiso8601: todate;
def dateadd(u; n): . + n;
def datesub(u; n): . - n;
def date: todate;
def recurse_down: recurse;
def paths: path(..) | select(length > 0);
def paths(f): . as $root | paths | select(. as $p | $root | getpath($p) | f);
def leaf_paths: paths(scalars);
def del(f): delpaths([path(f)]);
def to_entries: [keys_unsorted[] as $k | {key: $k, value: .[$k]}];
def with_entries(f): to_entries | map(f) | from_entries;
def walk(f): def w: if type == "object" then map_values(w) elif type == "array" then map(w) else . end | f; w;
def isempty(g): label $out | (g | false, break $out), true;
def any(g; c): isempty(first(g | c | select(.))) | not;
def any(f): any(.[]; f);
def any: any(.);
def all(g; c): isempty(first(g | c | select(. | not)));
def all(f): all(.[]; f);
def all: all(.);
def nth($n): .[$n];
def nth($n; f): if $n < 0 then error("Out of bounds negative array index") else last(limit($n + 1; f)) end;
def first: .[0];
def last: .[-1];
def last(f): reduce f as $x (null; $x);
def combinations: if length == 0 then [] else .[0][] as $x | (.[1:] | combinations) as $w | [$x] + $w end;
def combinations(n): . as $dot | [range(n)] | map($dot) | combinations;
def finites: select(isinfinite or isnan | not);
def normals: select(isnormal);
def tostream: path(def r: (.[]?|r), .; r) as $p | getpath($p) | reduce path(.[]?) as $q ([$p, .]; [$p+$q]);
def index($i): indices($i) | .[0];
def rindex($i): indices($i) | .[-1:][0];
def IN(s): any(s == .; .);
def IN(src; s): any(src == s; .);
def INDEX(stream; f): reduce stream as $row ({}; .[$row | f | tostring] |= $row);
def INDEX(f): INDEX(.[]; f);
def ascii: [.] | implode;
def pick(f): . as $top | reduce path(f) as $p (null; setpath($p; $top | getpath($p)));
def have_literal_numbers: true;
def debug(f): .;
def splits($re): splits($re; null);
def test($re): test($re; null);
def match($re): match($re; null);
def capture($re): capture($re; null);
def capture($re; $flags): match($re; $flags) | [.captures | .[] | select(.name != null) | {key: .name, value: .string}] | from_entries;
def scan($re): scan($re; null);
def scan($re; $flags): match($re; "g" + $flags) | if (.captures | length) > 0 then [.captures | .[] | .string] else .string end;
def split($re; $flags): [splits($re; $flags)];
def sub($re; f): sub($re; f; "");
def gsub($re; f): sub($re; f; "g");
def gsub($re; f; $flags): sub($re; f; $flags + "g");
def limit($n; f): if $n > 0 then label $out | foreach f as $item (0; . + 1; $item, if . >= $n then break $out else empty end) else empty end;
def first(f): label $out | (f | ., break $out);
def until(c; u): [recurse(if c then empty else u end)] | last;
def while(c; u): recurse(if c then u else empty end) | select(c);
def repeat(f): f | recurse(f);
def recurse(f; c): recurse(f | select(c));
def recurse: recurse(.[]?);
def min_by(f): min_by_keys(map([f]));
def max_by(f): max_by_keys(map([f]));
def sort_by(f): sort_by_keys(map([f]));
def group_by(f): group_by_keys(map([f]));
def unique_by(f): [group_by(f)[] | .[0]];
def unique: unique_by(.);
def sort: sort_by(.);
def min: min_by(.);
def max: max_by(.);
def transpose: if . == [] then [] else . as $in | (map(length) | max) as $max | [range(0; $max) as $j | [range(0; $in | length) as $i | $in[$i][$j]]] end;
def abs: if type == "number" and . < 0 then -. else . end;
def toarray: if type == "array" then . else [.] end;
`;

let parsed: ReadonlyMap<string, FunctionDefinition> | null = null;

/** The library by name and number of parameters (`map/1`). */
export function library(): ReadonlyMap<string, FunctionDefinition> {
  parsed ??= new Map(
    parseDefinitions(SOURCE).map((definition) => [
      `${definition.name}/${definition.parameters.length}`,
      definition,
    ]),
  );
  return parsed;
}
