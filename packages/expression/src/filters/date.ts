import type { Arguments } from '../arguments';
import { DATE_PARAMETERS, formatDate, formatDateAdd, momentArgument } from '../dates';
import type { Moment } from '../dates/moment';
import { whole } from '../number';
import { type Filter, type FilterTable, valueFilter } from './filter';

const NANOSECONDS_PER_SECOND = 1_000_000_000n;

function nanosecondsOf({ epochSeconds, nanoseconds }: Moment): bigint {
  return BigInt(epochSeconds) * NANOSECONDS_PER_SECOND + BigInt(nanoseconds);
}

function floorDivided(value: bigint, divisor: bigint): bigint {
  return (value - (((value % divisor) + divisor) % divisor)) / divisor;
}

function timestampFilter(show: (nanoseconds: bigint, args: Arguments) => unknown): Filter {
  return valueFilter(['timeZone', 'existingFormat'], (input, args, call) =>
    show(nanosecondsOf(momentArgument(input, args, call)), args),
  );
}

export const dateFilters: FilterTable = [
  ['date', valueFilter(DATE_PARAMETERS, formatDate)],
  ['dateAdd', valueFilter(['amount', 'unit', ...DATE_PARAMETERS], formatDateAdd)],
  ['timestamp', timestampFilter((value) => whole(floorDivided(value, NANOSECONDS_PER_SECOND)))],
  ['timestampMilli', timestampFilter((value) => whole(floorDivided(value, 1_000_000n)))],
  // The real microseconds, as newer Kestra gives them; the snapshot multiplied the seconds wrongly.
  ['timestampMicro', timestampFilter((value) => floorDivided(value, 1_000n).toString())],
  ['timestampNano', timestampFilter((value) => value.toString())],
];
