import { expect, test } from 'vitest';
import { readEnvironment } from './environment';

const settings = { DATABASE_URL: 'postgresql://x', HEADRACE_STORAGE: '/nowhere' };

test.each([
  ['', 1024 ** 3],
  ['1', 1],
  ['5368709120', 5 * 1024 ** 3],
])('files of %j bytes may be uploaded', (written, bytes) => {
  expect(readEnvironment({ ...settings, HEADRACE_MAX_UPLOAD_BYTES: written }).maxUploadBytes).toBe(bytes);
});

test.each([['0'], ['-1'], ['1.5'], ['10 MB'], ['Infinity']])('%j is no number of bytes', (written) => {
  expect(() => readEnvironment({ ...settings, HEADRACE_MAX_UPLOAD_BYTES: written })).toThrow(
    'The settings are not usable: HEADRACE_MAX_UPLOAD_BYTES: must be a whole number of bytes from 1 on, such as 1073741824.',
  );
});
