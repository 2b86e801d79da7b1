import { expect, test } from 'vitest';
import { readSharedSettings } from '../environment';
import { environmentSecrets } from './secrets';

test('secrets are variables in base64, found by their name in any case', () => {
  const secrets = environmentSecrets({
    SECRET_MY_KEY: btoa('value'),
    secret_lower: `${btoa('low')}\n`,
    SECRET_BAD: 'not base64!',
    MY_SECRET: btoa('no'),
  });
  expect(secrets.find('MY_KEY')).toBe('value');
  expect(secrets.find('my_key')).toBe('value');
  expect(secrets.find('LOWER')).toBe('low');
  expect(secrets.find('KEY')).toBeUndefined();
  // It may be another program's: starting with it is fine, using it is not. The value is not told.
  expect(() => secrets.find('BAD')).toThrow(
    "The secret 'BAD' cannot be read: its value must be written in base64.",
  );
});

test('expressions see variables with a prefix, and the globals', () => {
  const settings = readSharedSettings({
    HEADRACE_STORAGE: '/x',
    HEADRACE_GLOBALS: '{"nested": {"int": 2, "id": 8202522731445525542}}',
    ENV_Region: 'eu',
    KESTRA_REGION: 'us',
    KESTRA_Other: 'o',
    ENV_: 'none',
    PATH: '/bin',
  });
  expect(settings.envs).toEqual({ region: 'eu', other: 'o' });
  expect(settings.globals).toEqual({ nested: { int: 2, id: 8202522731445525542n } });
  for (const bad of ['no json', '[1]', 'null'])
    expect(() => readSharedSettings({ HEADRACE_STORAGE: '/x', HEADRACE_GLOBALS: bad })).toThrow(
      'HEADRACE_GLOBALS must be a JSON object.',
    );
});

test('settings name what is wrong with them, and never a value', () => {
  const key = btoa('k'.repeat(32));
  expect(readSharedSettings({ HEADRACE_STORAGE: '/x' })).toMatchObject({
    storageDirectory: '/x',
    cipher: null,
  });
  const rotated = readSharedSettings({ HEADRACE_STORAGE: '/x', HEADRACE_ENCRYPTION_KEY: ` ${key} , ${key}` });
  expect(rotated.cipher).not.toBeNull();
  expect(() => readSharedSettings({ HEADRACE_STORAGE: '' })).toThrow(/^HEADRACE_STORAGE must be set/);
  expect(() => readSharedSettings({ HEADRACE_STORAGE: '/x', HEADRACE_ENCRYPTION_KEY: 'hunter2' })).toThrow(
    /^HEADRACE_ENCRYPTION_KEY cannot be used: (?!.*hunter2)/,
  );
});
