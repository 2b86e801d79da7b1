import { type JsonValue, readOwnJson } from '@headrace/json';
import pg from 'pg';

const { JSON: JSON_OID, JSONB: JSONB_OID } = pg.types.builtins;
const JSON_LIST_OID = 199;
const JSONB_LIST_OID = 3807;
const TEXT_LIST_OID = 1009;

/**
 * How the values of columns are read: as `pg` does, but for JSON, where every digit of a number is kept. Prisma reads in its own way
 * (`JSON.parse`), so columns that hold users' numbers are never read through it.
 */
export const exactTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format === 'binary') return pg.types.getTypeParser(oid, format);
    switch (oid) {
      case JSON_OID:
      case JSONB_OID:
        return readOwnJson;
      case JSON_LIST_OID:
      case JSONB_LIST_OID:
        return readList;
      default:
        return pg.types.getTypeParser(oid, format);
    }
  }) as pg.CustomTypesConfig['getTypeParser'],
};

const readTextList = pg.types.getTypeParser(TEXT_LIST_OID as never, 'text') as (
  text: string,
) => (string | null)[];

function readList(text: string): (JsonValue | null)[] {
  return readTextList(text).map((item) => (item === null ? null : readOwnJson(item)));
}
