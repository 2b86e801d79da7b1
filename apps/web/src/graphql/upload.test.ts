import { expect, it } from 'vitest';
import { multipartBody } from './upload';

it('sends the operation, where the files belong, and the files, in this order', async () => {
  const variables = { input: { files: [{ input: 'data', file: null }] } };
  const body = multipartBody('mutation', variables, [
    { path: 'input.files.0.file', file: new File(['a,b'], 'dätä.csv') },
  ]);
  expect([...body.keys()]).toEqual(['operations', 'map', '0']);
  expect(JSON.parse(String(body.get('operations')))).toEqual({ query: 'mutation', variables });
  expect(JSON.parse(String(body.get('map')))).toEqual({ '0': ['variables.input.files.0.file'] });
  const file = body.get('0') as File;
  expect([file.name, await file.text()]).toEqual(['dätä.csv', 'a,b']);
});
