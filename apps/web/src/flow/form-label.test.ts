import { expect, it } from 'vitest';
import { labelsToSend } from './form-label';

it('drops empty label rows and keeps half ones for the server to judge', () => {
  const rows = [
    { key: ' team ', value: 'data' },
    { key: '', value: '' },
    { key: 'tier', value: '' },
  ];
  expect(labelsToSend(rows)).toEqual([
    { key: 'team', value: 'data' },
    { key: 'tier', value: '' },
  ]);
});
