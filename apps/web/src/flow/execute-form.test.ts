import { describe, expect, it } from 'vitest';
import {
  curlLine,
  type FormInput,
  initialValues,
  labelsToSend,
  limitsText,
  valuesToSend,
} from './execute-form';

function input(changes: Partial<FormInput>): FormInput {
  return {
    inputId: 'name',
    type: 'STRING',
    displayName: null,
    description: null,
    required: true,
    defaults: null,
    validator: null,
    min: null,
    max: null,
    ...changes,
  };
}

describe('the execute form', () => {
  it('starts from the defaults of the flow', () => {
    const inputs = [
      input({ inputId: 'name', defaults: 'World' }),
      input({ inputId: 'count', type: 'INT', defaults: 3 }),
      input({ inputId: 'shout', type: 'BOOLEAN', defaults: false }),
      input({ inputId: 'quiet', type: 'BOOLEAN' }),
    ];
    expect(initialValues(inputs)).toEqual({ name: 'World', count: 3, shout: false, quiet: undefined });
  });

  it('leaves out what is empty, and keeps zero and false', () => {
    expect(valuesToSend({ name: '', count: 0, shout: false, quiet: undefined })).toEqual({
      count: 0,
      shout: false,
    });
  });

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

  it('writes a line that a shell reads back unchanged', () => {
    const line = curlLine(
      'http://localhost:8080',
      { namespace: 'company.data', flowId: 'load' },
      { name: "O'Brien", path: '@home' },
      [{ key: 'team', value: 'a b' }],
    );
    expect(line).toBe(
      "curl -X POST --form-string 'name=O'\\''Brien' --form-string 'path=@home' " +
        "'http://localhost:8080/api/v1/executions/company.data/load?labels=team%3Aa%20b'",
    );
  });

  it.each([
    [1, 20, '1 to 20'],
    [1, null, 'at least 1'],
    [null, 20, 'at most 20'],
    [null, null, null],
  ])('limits %s..%s -> %s', (min, max, text) => {
    expect(limitsText({ min, max })).toBe(text);
  });
});
