import { describe, expect, it } from 'vitest';
import { render } from '..';
import { fails, prints } from '../table.testing';

const context = {
  flow: { namespace: 'a.b' },
  outputs: { t: { o1: { i1: { v: 'deep' } } } },
  parents: [{ taskrun: { value: 'o1' } }],
  taskrun: { value: 'i1' },
  tasks: {
    one: { state: 'SUCCESS' },
    each: { x: { state: 'FAILED' }, y: { state: 'SUCCESS' } },
    bad: { state: 'FAILED' },
  },
  key: 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=',
  yamlText: 'a: 1\nb: [x, "2024-01-01"]\nc: &n 1\nd: *n\ne: 2024-01-01\n',
  ion: '{a: 1, b: [1.5e0, 2.5, "x", sym], c: 2024-01-01T, d: null.int}',
  none: null,
};

let byte = 0;
const options = {
  timeZone: 'UTC',
  now: () => new Date('2024-03-05T06:07:08.009Z'),
  randomBytes: (count: number) => Uint8Array.from({ length: count }, () => (byte = (byte + 37) % 256)),
};

describe('functions of the execution', () => {
  prints(context, [
    ['{{ currentEachOutput(outputs.t).v }}', 'deep'],
    [
      "{{ tasksWithState('failed') }}",
      '[{"taskId":"each","state":"FAILED","value":"x"},{"taskId":"bad","state":"FAILED"}]',
    ],
    [
      "{{ fileURI('/x/y.txt') }} {{ fileURI('z', namespace='c.d') }}",
      'kestra:///a/b/_files/x/y.txt kestra:///c/d/_files/z',
    ],
  ]);
  fails(context, [
    ['{{ currentEachOutput() }}', "The 'currentEachOutput' function expects an argument 'outputs'.", '1:4'],
    ['{{ currentEachOutput(1) }}', "expects an argument 'outputs' with type map.", '1:4'],
    ['{{ currentEachOutput({}) }}', 'No execution outputs for the current task runs path', '1:4'],
    ["{{ fileURI('../x') }}", "Path must not contain '../'", '1:4'],
    ['{{ fileURI() }}', "The 'fileURI' function expects an argument 'path'.", '1:4'],
    ['{{ tasksWithState() }}', "The 'tasksWithState' function expects an argument 'state'.", '1:4'],
    ['{{ iterationOutput() }}', 'should be used inside iterative tasks only', '1:4'],
  ]);
});

describe('functions without their port', () => {
  fails(context, [
    ["{{ secret('a') }}", "The 'secret' function cannot be used here.", '1:4'],
    ['{{ secret() }}', "The 'secret' function expects an argument 'key'.", '1:4'],
    ['{{ kv() }}', "The 'kv' function expects an argument 'key'.", '1:4'],
    ['{{ read() }}', "The 'read' function expects an argument 'path'.", '1:4'],
    ["{{ read(file='x') }}", 'There is no argument [file].', '1:4'],
    ['{{ http() }}', "The 'http' function expects an argument 'uri'.", '1:4'],
    ["{{ http('u', query='q') }}", 'The argument [query] must be a map, not a text.', '1:4'],
    [
      '{{ errorLogs() }}',
      "The 'errorLogs' function can only be used in the Worker as it access logs from the database.",
      '1:4',
    ],
    ['{{ randomPort() }}', "The 'randomPort' function cannot be used here.", '1:4'],
    ["{{ subflow('a') }}", "The 'subflow' function expects an argument 'flowId'.", '1:4'],
  ]);

  it('has its arguments checked before it is called', async () => {
    const functions = { secret: () => 'never' };
    await expect(render('{{ secret() }}', {}, { functions })).rejects.toThrow("expects an argument 'key'");
  });
});

describe('ids', () => {
  it.each([
    ['{{ uuid() }}', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    ['{{ id() }}', /^[0-9A-Za-z]{22}$/],
    ['{{ ksuid() }}', /^[0-9A-Za-z]{27}$/],
    ['{{ nanoId() }}', /^[0-9A-Za-z_-]{21}$/],
    ["{{ nanoId(5, alphabet='ab') }}", /^[ab]{5}$/],
    ['{{ randomInt(3, 6) }}', /^[345]$/],
    ['{{ randomInt(-2, -2) }}', /^-2$/],
  ])('%s', async (template, pattern) => {
    expect(await render(template, {}, options)).toMatch(pattern);
    expect(await render(template, {})).toMatch(pattern);
  });
  fails(context, [
    ['{{ randomInt(2, 1) }}', "In 'randomInt' upper is less than lower.", '1:4'],
    ["{{ randomInt('a', 1) }}", 'The argument [lower] must be a number, not a text.', '1:4'],
    ['{{ nanoId(2000) }}', "The 'nanoId()' function field 'length' must be lower than: 1000", '1:4'],
  ]);
});

describe('encrypt and decrypt', () => {
  prints(context, [["{{ decrypt(key, encrypt(key, 'héllo')) }}", 'héllo']], options);
  fails(context, [
    ["{{ encrypt('!', 'a') }}", 'The key is not base64.', '1:4'],
    ["{{ encrypt('YQ==', 'a') }}", 'The key must have 16, 24 or 32 bytes.', '1:4'],
    ['{{ encrypt() }}', "The 'encrypt' function expects an argument 'key'.", '1:4'],
    ['{{ decrypt(key) }}', "The 'decrypt' function expects an argument 'encrypted'.", '1:4'],
    ["{{ decrypt(key, 'AAAA') }}", 'The encrypted text is too short.', '1:4'],
    ["{{ decrypt(key, 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA') }}", 'cannot be decrypted', '1:4'],
  ]);
});

describe('yaml and fromIon', () => {
  prints(context, [
    ['{{ yaml(yamlText) }}', '{"a":1,"b":["x","2024-01-01"],"c":1,"d":"n","e":"2024-01-01"}'],
    ['{{ yaml(yamlText).b[0] }}', 'x'],
    [
      '{{ fromIon(ion) }} {{ fromIon(none) }}|',
      '{"a":1,"b":[1.5,2.5,"x","sym"],"c":"2024-01-01","d":null} |',
    ],
    ["{{ fromIon({'a': [1, 2.5, true, none]} | toIon) }}", '{"a":[1,2.5,true,null]}'],
  ]);
  fails(context, [
    ['{{ yaml(1) }}', 'Invalid yaml: expected a text, got a number.', '1:4'],
    ["{{ yaml('a: [') }}", 'Invalid yaml: error', '1:4'],
    ['{{ yaml() }}', "The 'yaml' function expects an argument 'yaml'.", '1:4'],
    ["{{ fromIon('{') }}", 'Invalid ion: the text cannot be parsed.', '1:4'],
  ]);

  it.each(['yaml', 'fromIon'])('%s refuses a text that nests too deeply', async (name) => {
    const text = '['.repeat(100_000);
    await expect(render(`{{ ${name}(text) }}`, { text })).rejects.toThrow('nested too deeply');
  });
});

describe('calendar', () => {
  prints(
    context,
    [
      ["{{ dayOfWeek('2025-01-06T00:30:00+02:00') }} {{ dayOfMonth('2025-01-06') }}", 'MONDAY 6'],
      [
        "{{ monthOfYear('2025-02-06') }} {{ hourOfDay('2025-01-06T23:30:00Z') }} {{ isWeekend('2025-01-05') }}",
        '2 23 true',
      ],
      [
        "{{ isDayWeekInMonth('2025-01-06', 'monday', 'first') }} {{ isDayWeekInMonth('2025-01-27', 'MONDAY', 'LAST') }}",
        'true true',
      ],
      [
        "{{ isDayWeekInMonth('2025-01-13', 'MONDAY', 'FIRST') }} {{ isLastWorkingDay('2025-05-30') }}",
        'false true',
      ],
      ["{{ isLastWorkingDay('2025-05-31', 'SATURDAY, SUNDAY') }}", 'true'],
      ["{{ isDateBefore('2025-01-01T00:00:00Z', '2025-01-01T00:00:00-03:00') }}", 'true'],
      [
        "{{ isDateBetween('2025-01-02', '2025-01-01', '2025-01-03') }} {{ isDateAfter('2025-01-01', '2025-01-01') }}",
        'true false',
      ],
    ],
    options,
  );
  fails(context, [
    ['{{ dayOfWeek() }}', "The 'dayOfWeek()' function expects a 'date' argument.", '1:4'],
    ["{{ dayOfWeek('x') }}", 'The text is not an ISO 8601 date.', '1:4'],
    ["{{ isDayWeekInMonth('2025-01-06', 'x', 'FIRST') }}", "received an invalid 'dayOfWeek' value", '1:4'],
    ["{{ isDayWeekInMonth('2025-01-06', 'MONDAY', 'x') }}", "received an invalid 'position' value", '1:4'],
  ]);
});

describe("Kestra's tricky cases", () => {
  const tricky = {
    inputs: { x: 'hi' },
    vars: { a: '{{ inputs.x }}', once: '{{ render(vars.third, recursive=false) }}', third: '{{ vars.a }}' },
    list: [1, 2, 3],
    json: '{"a":"v"}',
    z: '2024-01-02T03:04:05Z',
    block: { test: { k: 1 } },
  };
  prints(tricky, [
    ['{{ render(vars.a) }} {{ vars.a }}', 'hi {{ inputs.x }}'],
    ["{{ render({'k': vars.a}) }} {{ render(42) }}{{ render(null) }}", '{"k":"hi"} 42'],
    ['{{ render(vars.once) }}', 'hi'],
    ['{% raw %}{{ x }}{% endraw %} {% raw %}{{ y }}{% endraw %}', '{{ x }} {{ y }}'],
    ["{{ json | jq('.a') }} {{ json | jq('.a') | first }}", '["v"] v'],
    ['{{ list[3] is defined ? bla : null }}|', '|'],
    ['{{ "apple" ~ "pear" }} {{ 1 is defined and 2 > 1 }}', 'applepear true'],
    ["{{ (z | timestamp) > (z | dateAdd(-1,'DAYS') | timestamp) }}", 'true'],
    ["{{ block['test'] }}", '{"k":1}'],
  ]);

  it('renders a file with an expression in it', async () => {
    const functions = { read: async () => '{{ inputs.x }}!' };
    expect(await render("{{ render(read('file.txt')) }}", tricky, { functions })).toBe('hi!');
  });
});
