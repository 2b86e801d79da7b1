import { readNumber } from '@headrace/json';
import type * as Ion from 'ion-js';
import type { Reader } from 'ion-js';
import { Failure } from '../error';
import { decimal, type NumberValue, whole } from '../number';
import { setOwn } from '../value';

type IonLibrary = typeof Ion;

/** Beyond them a number could not be read again from JSON. */
const MAX_DIGITS = 1000;
const MAX_EXPONENT = 1000;

/** The first value of an Ion text as plain data: timestamps as texts, blobs as base64, symbols as texts. */
export function readIon(ion: IonLibrary, text: string): unknown {
  try {
    const reader = ion.makeReader(text);
    return reader.next() === null ? null : valueOf(ion, reader);
  } catch (error) {
    if (error instanceof Failure || error instanceof RangeError) throw error;
    throw new Failure('Invalid ion: the text cannot be parsed.');
  }
}

function valueOf(ion: IonLibrary, reader: Reader): unknown {
  const { IonTypes } = ion;
  const type = reader.type();
  if (type === null || reader.isNull()) return null;
  switch (type) {
    case IonTypes.BOOL:
      return reader.booleanValue();
    case IonTypes.INT:
      return whole(reader.bigIntValue() ?? 0n);
    case IonTypes.FLOAT:
      return decimal(reader.numberValue() ?? 0);
    case IonTypes.DECIMAL:
      return decimalOf(reader.decimalValue());
    case IonTypes.TIMESTAMP:
      // A day alone ends with a `T` in Ion.
      return reader.timestampValue()?.toString().replace(/T$/, '') ?? null;
    case IonTypes.BLOB:
    case IonTypes.CLOB:
      return btoa(String.fromCharCode(...(reader.uInt8ArrayValue() ?? [])));
    case IonTypes.LIST:
    case IonTypes.SEXP:
      return itemsOf(ion, reader);
    case IonTypes.STRUCT:
      return fieldsOf(ion, reader);
    default:
      return reader.stringValue();
  }
}

/** With all its digits; one without a fraction, such as `5.`, is whole. */
function decimalOf(value: Ion.Decimal | null): NumberValue {
  if (value === null) return 0;
  const coefficient = value.getCoefficient().toString();
  const exponent = value.getExponent();
  if (coefficient.length > MAX_DIGITS || Math.abs(exponent) > MAX_EXPONENT) {
    throw new Failure('Invalid ion: a number has too many digits.');
  }
  return (
    readNumber(exponent === 0 ? coefficient : `${coefficient}e${exponent}`) ?? decimal(value.numberValue())
  );
}

function itemsOf(ion: IonLibrary, reader: Reader): unknown[] {
  const items: unknown[] = [];
  reader.stepIn();
  while (reader.next() !== null) items.push(valueOf(ion, reader));
  reader.stepOut();
  return items;
}

function fieldsOf(ion: IonLibrary, reader: Reader): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  reader.stepIn();
  while (reader.next() !== null) setOwn(fields, reader.fieldName() ?? '', valueOf(ion, reader));
  reader.stepOut();
  return fields;
}
