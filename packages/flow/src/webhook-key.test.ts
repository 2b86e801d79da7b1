import { describe, expect, test } from 'vitest';
import { yaml } from './catalogue.fixture';
import { maskWebhookKeys, restoreWebhookKeys } from './webhook-key';

const head = 'id: a\nlabels:\n  - key: team\n    value: data\ntriggers:\n';
const type = 'io.kestra.plugin.core.trigger.Webhook';

describe('a key becomes ******, all else stays', () => {
  test.each([
    [
      'plain',
      `  - id: w\n    type: ${type}\n    key: s3cret # why\n`,
      `  - id: w\n    type: ${type}\n    key: "******" # why\n`,
    ],
    ['before its type', `  - key: s3cret\n    type: ${type}\n`, `  - key: "******"\n    type: ${type}\n`],
    [
      'in double quotes',
      `  - key: "s3\\"cret"\n    type: ${type}\n`,
      `  - key: "******"\n    type: ${type}\n`,
    ],
    [
      'in single quotes',
      `  - key: 's3''cret'\n    type: ${type}\n`,
      `  - key: '******'\n    type: ${type}\n`,
    ],
    [
      'merged in',
      `  - &w {id: a, type: ${type}, key: one}\n  - {<<: *w, id: b}\n  - {<<: [*w, {key: two}], id: c, type: ${type}}\n`,
      `  - &w {id: a, type: ${type}, key: "******"}\n  - {<<: *w, id: b}\n  - {<<: [*w, {key: "******"}], id: c, type: ${type}}\n`,
    ],
    [
      'merged into itself',
      `  - &w {<<: *w, id: a, type: ${type}, key: one}\n`,
      `  - &w {<<: *w, id: a, type: ${type}, key: "******"}\n`,
    ],
    ['a number', `  - key: 0042\n    type: ${type}\n`, `  - key: "******"\n    type: ${type}\n`],
    [
      'a block',
      `  - key: |-\n      s3cret\n      more\n    type: ${type}\n`,
      `  - key: "******"\n    type: ${type}\n`,
    ],
    [
      'over two lines',
      `  - key: s3\n      cret\n    type: ${type}\n`,
      `  - key: "******"\n    type: ${type}\n`,
    ],
    ['in braces', `  - {key: s3cret, type: ${type}}\n`, `  - {key: "******", type: ${type}}\n`],
    ['as JSON', `  - {"key": "s3cret","type":"${type}"}\n`, `  - {"key": "******","type":"${type}"}\n`],
    [
      'of the older spelling',
      '  - key: s3cret\n    type: io.kestra.core.models.triggers.types.Webhook\n',
      '  - key: "******"\n    type: io.kestra.core.models.triggers.types.Webhook\n',
    ],
    [
      'with an anchor',
      `  - key: &k s3cret\n    type: ${type}\n`,
      `  - key: &k "******"\n    type: ${type}\n`,
    ],
    [
      'of a type spelled with an escape',
      '  - key: s3cret\n    type: "io.kestra.plugin.core.trigger.\\x57ebhook"\n',
      '  - key: "******"\n    type: "io.kestra.plugin.core.trigger.\\x57ebhook"\n',
    ],
    [
      'Windows line ends',
      `  - key: s3cret\r\n    type: ${type}\r\n`,
      `  - key: "******"\r\n    type: ${type}\r\n`,
    ],
  ])('%s', (_name, trigger, masked) => {
    expect(maskWebhookKeys(head + trigger)).toBe(head + masked);
    expect(maskWebhookKeys(head + masked)).toBe(head + masked);
  });

  test('several', () => {
    const source = `${head}  - key: one\n    type: ${type}\n  - key: two\n    type: ${type}\n`;
    expect(maskWebhookKeys(source)).toBe(source.replace('one', '"******"').replace('two', '"******"'));
  });

  test('a key that stands elsewhere, behind an alias', () => {
    const source = `variables:\n  k: &k s3cret\n${head}  - key: *k\n    type: ${type}\n`;
    expect(maskWebhookKeys(source)).toBe(source.replace('s3cret', '"******"'));
  });
});

test.each([
  ['an expression', `${head}  - key: "{{ secret('KEY') }}"\n    type: ${type}\n`],
  ['no key', `${head}  - key:\n    type: ${type}\n`],
  ['another type', `${head}  - key: visible\n    type: other.Webhook\n`],
  ['no triggers', 'id: a\ndescription: about a Webhook\n'],
  ['no webhook', 'id: a\nkey: visible\n'],
  ['a list', '- Webhook\n'],
  ['nothing', ''],
])('%s stays as it is', (_name, source) => {
  expect(maskWebhookKeys(source)).toBe(source);
});

test('in a text that is not good YAML, everything that looks like a key is hidden', () => {
  const source = yaml`
    triggers:
      - type: io.kestra.plugin.core.trigger.Webhook
        key: s3cret
      - {type: x, 'key': s3cret, other: shown
      - key: |
          s3cret
        other: shown
      - key: "{{ secret('A') }}"
    \tbad
  `;
  const masked = maskWebhookKeys(source);
  expect(masked).not.toContain('s3cret');
  expect(masked).toContain("{{ secret('A') }}");
  expect(masked).toContain('other: shown');
});

test('a text that is too large is hidden by its lines', () => {
  const source = `${head}  - key: s3cret\n    type: ${type}\n# ${'x'.repeat(2_000_000)}\n`;
  expect(maskWebhookKeys(source)).not.toContain('s3cret');
});

describe('a masked key becomes the known one again', () => {
  const shown = `${head}  - id: w\n    type: ${type}\n    key: "******" # why\n  - id: new\n    type: ${type}\n    key: '******'\n`;

  test('by the id of its trigger; an unknown one stays masked', () => {
    const restored = restoreWebhookKeys(shown, (id) => (id === 'w' ? 's3"cret' : undefined));
    expect(restored).toBe(shown.replace('"******" # why', '"s3\\"cret" # why'));
  });

  test('and what was masked is what comes back', () => {
    const source = `${head}  - id: w\n    type: ${type}\n    key: "s3cret"\n`;
    expect(restoreWebhookKeys(maskWebhookKeys(source), () => 's3cret')).toBe(source);
  });
});

test('keys that plugin defaults give are hidden too, also by the name of a package', () => {
  const source = `pluginDefaults:
- type: io.kestra.plugin.core.trigger.Webhook
  values: { key: s3cret }
- type: io.kestra.plugin.core
  values: { key: s3cret }
- type: io.kestra.plugin.core.kv.Set
  values: { key: shown }
`;
  const masked = maskWebhookKeys(source);
  expect(masked).not.toContain('s3cret');
  expect(masked).toContain('shown');
});
