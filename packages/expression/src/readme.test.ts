import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filters } from './filters';
import { functions } from './functions';
import { declaredPorts } from './functions/port';
import { commonMethods } from './methods';
import { listMethods } from './methods/list';
import { mapMethods } from './methods/map';
import { numberMethods } from './methods/number';
import { textMethods } from './methods/text';
import { tests } from './tests';

const README = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

/** The names in the list of a section. */
function listed(section: string): string[] {
  const after = README.split(`## ${section}\n`)[1] ?? '';
  const list = after.split('\n\n').find((paragraph) => /^\n?(?:`\w+`,?\s?)+$/.test(paragraph)) ?? '';
  return [...list.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
}

function namesOf(table: readonly (readonly [string, unknown])[]): string[] {
  return table.map(([name]) => name);
}

describe('the lists of the README', () => {
  it.each([
    ['Filters', [...filters.keys()]],
    ['Functions', [...functions.keys(), 'block']],
    ['Functions of the caller', [...declaredPorts.keys()]],
    ['Tests', [...tests.keys()]],
    ['Of every value', namesOf(commonMethods)],
    ['Of texts', namesOf(textMethods)],
    ['Of lists', namesOf(listMethods)],
    ['Of maps', namesOf(mapMethods)],
    ['Of numbers', namesOf(numberMethods)],
  ])('%s', (section, names) => {
    expect(listed(section)).toEqual(names.toSorted());
  });
});
