import { expect, test } from 'vitest';
import { z } from 'zod';
import { fixtureCatalogue, fixtureTypes } from './catalogue.fixture';
import { catalogueOf } from './task-type';

const [say, rest] = fixtureTypes;

test('a type is found by its name and its aliases', () => {
  expect(fixtureCatalogue.find('test.core.Say')).toBe(say);
  expect(fixtureCatalogue.find('test.old.Say')).toBe(say);
  expect(fixtureCatalogue.find('test.core.say')).toBeUndefined();
  expect(fixtureCatalogue.names()).toEqual(['test.core.Rest', 'test.core.Say']);
});

test('two types of one name are refused', () => {
  if (say === undefined || rest === undefined) throw new Error('The fixtures are gone');
  expect(() => catalogueOf([say, { ...rest, aliases: ['test.old.Say'] }])).toThrow(
    'Two task types are called test.old.Say',
  );
});

test('a type that redefines a common property is refused', () => {
  if (rest === undefined) throw new Error('The fixtures are gone');
  expect(() => catalogueOf([{ ...rest, schema: z.object({ timeout: z.string() }) }])).toThrow(
    'test.core.Rest redefines the common property timeout',
  );
});
