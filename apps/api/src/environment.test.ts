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

test.each([
  ['', undefined],
  ['https://flows.example.com', 'https://flows.example.com'],
  ['http://flows.example.com:8080/headrace/', 'http://flows.example.com:8080/headrace'],
])('people reach the server of %j at %j', (written, url) => {
  expect(readEnvironment({ ...settings, HEADRACE_PUBLIC_URL: written }).publicUrl).toBe(url);
});

test.each([['flows.example.com'], ['ftp://flows.example.com'], ['javascript:alert(1)']])(
  '%j is no address of a server',
  (written) => {
    expect(() => readEnvironment({ ...settings, HEADRACE_PUBLIC_URL: written })).toThrow(
      'HEADRACE_PUBLIC_URL: must be an address such as https://flows.example.com',
    );
  },
);
