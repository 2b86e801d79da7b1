import { describe } from 'vitest';
import { fails, prints } from '../table.testing';

const UTC = { timeZone: 'UTC' };

const context = {
  instant: new Date('2013-09-08T14:19:12.123Z'),
  zoned: '2013-09-08T16:19:12.123456789+02:00',
  local: '2013-09-08T16:19:12',
  day: '2013-09-08',
  seconds: 1378653552,
  afternoon: '2024-02-29T15:04:05Z',
  none: null,
};
const options = { timeZone: 'Europe/Lisbon' };

describe('date', () => {
  prints(
    context,
    [
      ['{{ zoned | date }}', '2013-09-08T15:19:12.123456+01:00'],
      ['{{ instant | date }}', '2013-09-08T15:19:12.123000+01:00'],
      ["{{ seconds | date(timeZone='UTC') }}", '2013-09-08T15:19:12.000000Z'],
      ["{{ local | date(timeZone='America/New_York') }}", '2013-09-08T16:19:12.000000-04:00'],
      ["{{ day | date('iso_sec', timeZone='UTC') }}", '2013-09-08T00:00:00Z'],
      ["{{ local | date('iso_sec', timeZone='+05:30') }}", '2013-09-08T16:19:12+05:30'],
      ['{{ none | date }}|', '|'],
    ],
    options,
  );
  prints(
    context,
    [
      ["{{ afternoon | date('yyyy-MM-dd HH:mm:ss') }}", '2024-02-29 15:04:05'],
      ["{{ afternoon | date('d/M/yy h:mm a') }}", '29/2/24 3:04 PM'],
      ["{{ afternoon | date('EEEE, d MMMM yyyy') }}", 'Thursday, 29 February 2024'],
      ["{{ afternoon | date('EEE d MMM', locale='fr_FR') }}", 'jeu. 29 févr.'],
      ["{{ afternoon | date(\"yyyy'T'MM 'o''clock'\") }}", "2024T02 o'clock"],
      ["{{ afternoon | date('DDD Q YYYY-ww-e SSS X XXX xx Z') }}", '060 1 2024-09-5 000 Z Z +0000 +0000'],
      ["{{ zoned | date('SSS SSSSSS n') }}", '123 123456 123456789'],
      ["{{ afternoon | date('sql') }}", '2024-02-29 15:04:05.000000'],
      ["{{ afternoon | date('sql_seq') }}", '2024-02-29 15:04:05'],
      [
        "{{ afternoon | date('iso_date') }} {{ afternoon | date('iso_local_date') }}",
        '2024-02-29Z 2024-02-29',
      ],
      [
        "{{ zoned | date('iso_local_time') }} {{ afternoon | date('iso_time') }}",
        '14:19:12.123456789 15:04:05Z',
      ],
      [
        "{{ zoned | date('iso_instant') }} {{ instant | date('iso_instant') }}",
        '2013-09-08T14:19:12.123456789Z 2013-09-08T14:19:12.123Z',
      ],
      ["{{ afternoon | date('iso_instant') }}", '2024-02-29T15:04:05Z'],
      [
        "{{ afternoon | date('iso_date_time', timeZone='Asia/Tokyo') }}",
        '2024-03-01T00:04:05+09:00[Asia/Tokyo]',
      ],
      [
        "{{ afternoon | date('iso_ordinal_date') }} {{ afternoon | date('iso_week_date') }}",
        '2024-060Z 2024-W09-4Z',
      ],
      ["{{ afternoon | date('rfc_1123_date_time') }}", 'Thu, 29 Feb 2024 15:04:05 GMT'],
      ["{{ '2021-01-03' | date('YYYY-ww') }} {{ '2019-12-30' | date('YYYY-ww') }}", '2021-02 2020-01'],
      ["{{ afternoon | date('long') contains 'February 29, 2024' }}", 'true'],
    ],
    { timeZone: 'UTC' },
  );
});

describe('clock changes', () => {
  prints(
    context,
    [
      // Put forward at 01:00 on 31 March 2024, back at 02:00 on 27 October 2024.
      ["{{ '2024-03-31T01:30:00' | date('iso_sec') }}", '2024-03-31T02:30:00+01:00'],
      ["{{ '2024-10-27T01:30:00' | date('iso_sec') }}", '2024-10-27T01:30:00+01:00'],
      ["{{ '2024-10-27T02:30:00' | date('iso_sec') }}", '2024-10-27T02:30:00Z'],
    ],
    options,
  );
});

describe('bad dates', () => {
  fails(
    context,
    [
      ["{{ 'yesterday' | date }}", 'Filter [date]: The text is not an ISO 8601 date.', '1:18'],
      ["{{ '2023-02-29' | date }}", 'Filter [date]: The date does not exist.', '1:19'],
      ["{{ '2023-02-28T25:00:00' | date }}", 'Filter [date]: The date does not exist.', '1:28'],
      ["{{ day | date(timeZone='Nowhere/At_all') }}", 'This time zone does not exist.', '1:10'],
      ["{{ day | date(timeZone='+25:00') }}", 'This time zone does not exist.', '1:10'],
      ["{{ day | date('jjj') }}", 'The date format has the unknown letter [j].', '1:10'],
      ['{{ day | date("yyyy \'x") }}', 'a quote that is not closed', '1:10'],
      ["{{ day | date(locale='!') }}", 'This locale does not exist.', '1:10'],
      [
        "{{ day | date(existingFormat='yyyy') }}",
        'The text does not have the format of [existingFormat].',
        '1:10',
      ],
      ['{{ [] | date }}', 'Expected a date, a text or a whole number, got a list.', '1:9'],
      ['{{ 99999999999999 | date }}', 'The date is out of range.', '1:21'],
    ],
    options,
  );
});

describe('numbers that are dates', () => {
  prints(
    { id: 1700000000123456789n },
    [
      ['{{ 1700000000 | date }}', '2023-11-14T22:13:20.000000Z'],
      ["{{ 1700000000123 | date('yyyy-MM-dd HH:mm:ss.SSS') }}", '2023-11-14 22:13:20.123'],
      [
        '{{ 1700000000123456 | date }} {{ id | date }}',
        '2023-11-14T22:13:20.123456Z 2023-11-14T22:13:20.123456Z',
      ],
      ['{{ id | timestampNano }} {{ 1700000000123 | timestamp }}', '1700000000123456789 1700000000'],
      ['{{ -1700000000123 | date }} {{ 7.0 | date("ss") }}', '1916-02-18T01:46:39.877000Z 07'],
      ['{{ 300000000000 | date("yyyy") }}', '+11476'],
    ],
    UTC,
  );
  fails(
    {},
    [
      ['{{ 12345678901234567 | date }}', 'The date is out of range.', '1:24'],
      ['{{ 1700000000.5 | date }}', 'Expected a date, a text or a whole number', '1:19'],
    ],
    UTC,
  );
});

describe('names in the language of a date', () => {
  const winter = '2024-01-18T10:00:00Z';
  const summer = '2024-07-18T22:00:00Z';
  prints(
    { winter, summer },
    [
      [
        "{{ winter | date('d MMMM yyyy', locale='pl') }} {{ winter | date('LLLL', locale='pl') }}",
        '18 stycznia 2024 styczeń',
      ],
      [
        "{{ winter | date('EEE, d. MMM', locale='de') }} {{ winter | date('ccc', locale='de') }}",
        'Do., 18. Jan. Do',
      ],
      [
        "{{ '18 stycznia 2024' | date('yyyy-MM-dd', existingFormat='d MMMM yyyy', locale='pl') }}",
        '2024-01-18',
      ],
      [
        "{{ winter | date('z', timeZone='Europe/Berlin') }} {{ summer | date('z', timeZone='Europe/Berlin') }}",
        'CET CEST',
      ],
      [
        "{{ summer | date('z', timeZone='Europe/Berlin', locale='de') }} {{ summer | date('z', timeZone='America/New_York') }}",
        'MESZ EDT',
      ],
      [
        "{{ summer | date('z', timeZone='Europe/London') }} {{ summer | date('z', timeZone='Asia/Kolkata') }}",
        'BST IST',
      ],
      [
        "{{ summer | date('z zzzz') }} {{ summer | date('z', timeZone='+02:00') }}",
        'UTC Coordinated Universal Time +02:00',
      ],
      ["{{ summer | date('h a') }} {{ summer | date('h a', locale='en_GB') }}", '10 PM 10 pm'],
      ["{{ winter | date('G GGGG QQQ QQQQ') }}", 'AD Anno Domini Q1 1st quarter'],
      [
        "{{ winter | date('full') }}",
        'Thursday, January 18, 2024, 10:00:00\u202fAM Coordinated Universal Time',
      ],
    ],
    UTC,
  );
});

describe('weeks as the region counts them', () => {
  prints(
    {},
    [
      ["{{ '2021-01-03' | date('YYYY-ww e W F') }}", '2021-02 1 2 1'],
      ["{{ '2021-01-03' | date('YYYY-ww e W F', locale='de_DE') }}", '2020-53 7 0 1'],
      [
        "{{ '2021-01-03' | date('iso_week_date') }} {{ '2024-12-30' | date('iso_week_date') }}",
        '2020-W53-7Z 2025-W01-1Z',
      ],
      [
        "{{ '2024-12-30' | date('YYYY-ww', locale='fr_FR') }} {{ '2027-01-01' | date('YYYY-ww', locale='fr_FR') }}",
        '2025-01 2026-53',
      ],
      [
        "{{ '2024-06-15' | date('e', locale='ar_EG') }} {{ '2024-06-15' | date('e', locale='en_GB') }}",
        '1 6',
      ],
    ],
    UTC,
  );
});
