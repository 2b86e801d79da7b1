import type { ZonedTime } from './moment';
import { partOf } from './formatter';

/** Short names that Java knows and JavaScript shows as an offset, by the English name. */
const SHORT_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'Afghanistan Time': 'AFT',
    'Amazon Standard Time': 'AMT',
    'American Samoa Standard Time': 'SST',
    'Arabian Standard Time': 'AST',
    'Argentina Standard Time': 'ART',
    'Armenia Standard Time': 'AMT',
    'Australian Central Daylight Time': 'ACDT',
    'Australian Central Standard Time': 'ACST',
    'Australian Eastern Daylight Time': 'AEDT',
    'Australian Eastern Standard Time': 'AEST',
    'Australian Western Standard Time': 'AWST',
    'Azerbaijan Standard Time': 'AZT',
    'Bangladesh Standard Time': 'BST',
    'Bhutan Time': 'BTT',
    'Bolivia Time': 'BOT',
    'Brasilia Standard Time': 'BRT',
    'British Summer Time': 'BST',
    'Brunei Time': 'BNT',
    'Central Africa Time': 'CAT',
    'Central European Standard Time': 'CET',
    'Central European Summer Time': 'CEST',
    'Central Indonesia Time': 'WITA',
    'Chamorro Standard Time': 'ChST',
    'Chile Standard Time': 'CLT',
    'Chile Summer Time': 'CLST',
    'China Standard Time': 'CST',
    'Colombia Standard Time': 'COT',
    'Cuba Daylight Time': 'CDT',
    'Cuba Standard Time': 'CST',
    'East Africa Time': 'EAT',
    'Eastern European Standard Time': 'EET',
    'Eastern European Summer Time': 'EEST',
    'Eastern Indonesia Time': 'WIT',
    'Ecuador Time': 'ECT',
    'Fiji Standard Time': 'FJT',
    'Georgia Standard Time': 'GET',
    'Gulf Standard Time': 'GST',
    'Guyana Time': 'GYT',
    'Hong Kong Standard Time': 'HKT',
    'India Standard Time': 'IST',
    'Indochina Time': 'ICT',
    'Iran Standard Time': 'IRST',
    'Irish Standard Time': 'IST',
    'Irkutsk Standard Time': 'IRKT',
    'Israel Daylight Time': 'IDT',
    'Israel Standard Time': 'IST',
    'Japan Standard Time': 'JST',
    'Korean Standard Time': 'KST',
    'Krasnoyarsk Standard Time': 'KRAT',
    'Magadan Standard Time': 'MAGT',
    'Malaysia Time': 'MYT',
    'Maldives Time': 'MVT',
    'Mauritius Standard Time': 'MUT',
    'Mexican Pacific Standard Time': 'MST',
    'Moscow Standard Time': 'MSK',
    'Myanmar Time': 'MMT',
    'Nepal Time': 'NPT',
    'New Zealand Daylight Time': 'NZDT',
    'New Zealand Standard Time': 'NZST',
    'Newfoundland Daylight Time': 'NDT',
    'Newfoundland Standard Time': 'NST',
    'Omsk Standard Time': 'OMST',
    'Pakistan Standard Time': 'PKT',
    'Paraguay Standard Time': 'PYT',
    'Paraguay Summer Time': 'PYST',
    'Peru Standard Time': 'PET',
    'Philippine Standard Time': 'PST',
    'Samara Standard Time': 'SAMT',
    'Singapore Standard Time': 'SGT',
    'South Africa Standard Time': 'SAST',
    'Taiwan Standard Time': 'CST',
    'Türkiye Standard Time': 'TRT',
    'Turkey Standard Time': 'TRT',
    'Uruguay Standard Time': 'UYT',
    'Uzbekistan Standard Time': 'UZT',
    'Venezuela Time': 'VET',
    'Vladivostok Standard Time': 'VLAT',
    'West Africa Time': 'WAT',
    'Western European Standard Time': 'WET',
    'Western European Summer Time': 'WEST',
    'Western Indonesia Time': 'WIB',
    'Yakutsk Standard Time': 'YAKT',
    'Yekaterinburg Standard Time': 'YEKT',
    'Yukon Time': 'MST',
  }),
);

const OFFSET = /^(?:GMT|UTC)[+-−]/;

/** The name of the zone at that time: `CEST`, or in full `Central European Summer Time`. An offset is its own name. */
export function zoneName({ zone, moment }: ZonedTime, isFull: boolean, locale: string): string {
  if (/^[+-]/.test(zone)) return zone;
  const timeZone = zone === 'Z' ? 'UTC' : zone;
  const date = new Date(moment.epochSeconds * 1000);
  const nameIn = (language: string, timeZoneName: 'short' | 'long'): string =>
    partOf(date, language, { timeZone, timeZoneName }, 'timeZoneName') ?? zone;
  if (isFull) return nameIn(locale, 'long');
  const short = nameIn(locale, 'short');
  return OFFSET.test(short) ? (SHORT_NAMES.get(nameIn('en-US', 'long')) ?? short) : short;
}
