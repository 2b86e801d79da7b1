import { describe, expect, test } from 'vitest';
import { addressOf, inputFileKey, keyOf } from './address';
import { ownKey } from './execution-files';

const owner = { namespace: 'io.test', flowId: 'flow', executionId: 'e1' };

test.each([
  ['a.txt', 'a.txt'],
  ['my file ü.csv', 'my file ü.csv'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\folder\\a.txt', 'a.txt'],
  ['..', 'file'],
  ['', 'file'],
  ['a\u0000\nb', 'ab'],
  ['\ud800', '\ufffd'],
  ['.hidden', '.hidden'],
])('a file sent as %j is kept as %j', (sent, kept) => {
  const key = inputFileKey(owner, 'in.put', sent);
  expect(key).toBe(`io/test/flow/executions/e1/inputs/in.put/${kept}`);
  expect(keyOf(addressOf(key))).toBe(key);
});

test('long names are cut and keep their extension', () => {
  const name =
    inputFileKey(owner, 'i', `${'ü'.repeat(300)}.tar.gz`)
      .split('/')
      .at(-1) ?? '';
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
  expect(name).toMatch(/^ü+(\.tar)?\.gz$/);
});

describe('the address of a file', () => {
  test.each([
    'kestra:///io/test/../../x',
    'kestra:///io/%2e%2e/x',
    'kestra:///io/a%2Fb/x',
    'kestra:///io//x',
    'kestra:///',
    'kestra://host/x',
    'file:///etc/passwd',
    '/etc/passwd',
    'kestra:///a\u0000b',
    'kestra:///a\\b',
  ])('%j leads nowhere', (address) => {
    expect(keyOf(address)).toBeNull();
    expect(() => ownKey([owner], address)).toThrow('is not the address of a file');
  });

  test('that was not encoded is taken as it is', () => {
    expect(keyOf('kestra:///io/my file 100%.txt')).toBe('io/my file 100%.txt');
  });

  test('of another execution cannot be read', () => {
    expect(ownKey([owner], 'kestra:///io/test/flow/executions/e1/inputs/i/f')).toContain('/inputs/i/f');
    for (const other of ['e10/inputs/i/f', 'e2/inputs/i/f', 'e1'])
      expect(() => ownKey([owner], `kestra:///io/test/flow/executions/${other}`)).toThrow(
        "as it didn't belong to the current execution",
      );
  });
});
