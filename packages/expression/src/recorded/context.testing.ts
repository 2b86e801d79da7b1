import { readJson } from '@headrace/json';
import type { Context, RenderOptions } from '..';

/** What the recorded run could see, as the documents of its flow: nulls are still there, numbers are as they were written. */
const VARIABLES = `{
  "flow": { "id": "diffexpr", "namespace": "diff.expr", "revision": 1 },
  "execution": { "id": "2hVNUQkcrVkDPRPXXbxgjp", "startDate": "2026-11-01T10:00:00Z", "state": "SUCCESS" },
  "task": { "id": "r", "type": "io.kestra.plugin.core.debug.Return" },
  "taskrun": { "id": "2hVNUQkcrVkDPRPXXbxgjq", "startDate": "2026-11-01T10:00:00Z", "attemptsCount": 1 },
  "outputs": { "r": { "value": "out" } },
  "tasks": { "r": { "state": "SUCCESS" } },
  "labels": { "system": { "correlationId": "2hVNUQkcrVkDPRPXXbxgjp" } },
  "envs": {},
  "globals": {},
  "kestra": {},
  "inputs": {
    "s": "hello world",
    "i": 42,
    "f": 3.14,
    "b": true,
    "dt": "2024-02-29T23:30:15.123456Z",
    "d": "2024-02-29",
    "t": "23:30:15",
    "dur": 129600.0,
    "j": { "a": 1, "b": [1, 2, { "c": null }], "e": 1e3, "n": 1.0, "big": 12345678901234567, "constructor": "x" },
    "arr": [3, 1, 2]
  },
  "vars": {
    "s": "Hello, Wörld",
    "empty": "",
    "blank": "   ",
    "i": 7,
    "neg": -3,
    "zero": 0,
    "dec": 1.50,
    "big": 12345678901234567,
    "long": 3000000000,
    "t": true,
    "f": false,
    "n": null,
    "list": [1, 2, 3],
    "strs": ["b", "a", "c"],
    "mixed": [1, "1", true, null, 1.5],
    "nested": [[1, 2], [3, [4]]],
    "el": [],
    "em": {},
    "map": { "a": 1, "b": "two", "c": { "d": ["x", "y"] } },
    "maps": [{ "k": 1, "v": "a" }, { "k": 2, "v": "b" }],
    "date": "2024-02-29T23:30:15.123456Z",
    "day": "2024-02-29",
    "local": "2024-02-29T23:30:15",
    "js": "{\\"x\\": {\\"y\\": [1, 2.0, null]}}",
    "csv": "a,b,,c,",
    "multi": "line1\\nline2\\r\\nline3",
    "quote": "it's \\"q\\"",
    "html": "<a href='x'>&amp;</a>",
    "accents": "Éàü ß_x  y--z"
  }
}`;

export function recordedContext(): Context {
  const read = readJson(VARIABLES);
  if (!read.ok) throw new Error(`The recorded variables: ${read.reason}`);
  return read.value as Context;
}

export const recordedOptions: RenderOptions = { timeZone: 'UTC' };
