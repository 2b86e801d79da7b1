import { describe, expect, it } from 'vitest';
import { filterFromParams, isFiltered, labelFromText } from './execution-filters';

describe('filters in the address', () => {
  it('reads every filter and leaves out what it does not know', () => {
    const params = new URLSearchParams(
      'q=load&namespace=company&flow=nightly&state=RUNNING&state=NONSENSE&label=team:data&label=broken',
    );
    expect(filterFromParams(params)).toEqual({
      text: 'load',
      namespace: 'company',
      flowId: 'nightly',
      states: ['RUNNING'],
      labels: [{ key: 'team', value: 'data' }],
    });
  });

  it('is no filter when the address says nothing', () => {
    expect(isFiltered(filterFromParams(new URLSearchParams('q=')))).toBe(false);
    expect(isFiltered(filterFromParams(new URLSearchParams('state=FAILED')))).toBe(true);
  });

  it.each([
    ['team:data', { key: 'team', value: 'data' }],
    ['url:http://x', { key: 'url', value: 'http://x' }],
    ['team', null],
    [':data', null],
    ['team:', null],
  ])('label %s', (text, label) => {
    expect(labelFromText(text)).toEqual(label);
  });
});
