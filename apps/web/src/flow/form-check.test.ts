import { describe, expect, it } from 'vitest';
import {
  type CheckedInput,
  choicesOf,
  defaultText,
  type InputCheck,
  isAskedFor,
  nothingKnown,
  reasonOf,
  shownError,
} from './form-check';
import { input } from './form-input.fixture';

function answered(changes: Partial<CheckedInput>): InputCheck {
  const told = {
    inputId: 'name',
    enabled: true,
    value: null,
    isDefault: false,
    choices: null,
    error: null,
    ...changes,
  };
  return { state: 'answered', inputs: new Map([[told.inputId, told]]) };
}

describe('isAskedFor', () => {
  const dependent = input({ dependsOn: { inputIds: ['kind'], condition: null } });
  it('shows what depends on others only at the word of the server', () => {
    expect(isAskedFor(dependent, nothingKnown)).toBe(false);
    expect(isAskedFor(input(), nothingKnown)).toBe(true);
    expect(isAskedFor(dependent, answered({ enabled: true }))).toBe(true);
    expect(isAskedFor(dependent, answered({ enabled: false }))).toBe(false);
  });
  it('shows all of it when there is no word', () => {
    expect(isAskedFor(dependent, { ...nothingKnown, state: 'failed' })).toBe(true);
  });
});

it('takes the list of the server, and that of the flow until then', () => {
  expect(choicesOf(input({ values: ['a'] }), nothingKnown)).toEqual(['a']);
  expect(choicesOf(input({ values: null }), nothingKnown)).toBeNull();
  expect(choicesOf(input({ values: null }), answered({ choices: ['b'] }))).toEqual(['b']);
});

describe('defaultText', () => {
  it.each([
    [{ defaults: 'World' }, nothingKnown, 'World'],
    [{ defaults: { a: 1 } }, nothingKnown, '{"a":1}'],
    [{ defaults: '{{ now() }}' }, nothingKnown, null],
    [{ defaults: '{{ now() }}' }, answered({ value: 'today', isDefault: true }), 'today'],
    // The value is what was typed: the default is still the flow's.
    [{ defaults: 'World' }, answered({ value: 'Ada', isDefault: false }), 'World'],
    [{}, answered({ value: null, isDefault: true }), null],
    [{ defaults: null }, answered({ value: '******', isDefault: true }), '******'],
  ])('%j, %#', (changes, check, text) => {
    expect(defaultText(input(changes), check)).toBe(text);
  });
});

describe('shownError', () => {
  const wrong = answered({ error: 'Invalid input for `name`, missing required input, but received `null`' });
  it('waits until the field was left', () => {
    expect(shownError(input(), { check: wrong, value: '', wasLeft: false })).toBeNull();
    expect(shownError(input(), { check: wrong, value: '', wasLeft: true })).toBe('A value is needed');
    expect(shownError(input(), { check: nothingKnown, value: '', wasLeft: true })).toBeNull();
  });
  it('but tells at once that there is nothing to choose from', () => {
    const list = input({ type: 'SELECT', isComputed: true });
    const check = answered({
      error: 'Invalid input for `name`, Invalid expression: no, but received `null`',
    });
    expect(shownError(list, { check, value: '', wasLeft: false })).toBe('Invalid expression: no');
  });
});

describe('reasonOf', () => {
  it.each([
    ['Invalid input for `a.b`, it must be less than `9`, but received `10`', 'It must be at most `9`'],
    [
      'Invalid input for `a`, Expected `INT` but received `x, but` with errors:\n```\nit is not a whole number\n```, but received `x, but`',
      'Not an `INT`: it is not a whole number',
    ],
    [
      'Invalid input for `a`, Expected `JSON` but received `{\n` with errors:\n```\nUnexpected end\n```, but received `{\n`',
      'Not a `JSON`: Unexpected end',
    ],
    ['Something else', 'Something else'],
  ])('%s', (message, reason) => {
    expect(reasonOf(message)).toBe(reason);
  });
});
