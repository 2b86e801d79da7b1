export { Decimal } from './decimal';
export { JSON_LIMITS, readJson, type ReadJson, readOwnJson } from './read-json';
export type { JsonLimits } from './scan';
export { isStorableText, type Unstorable, unstorable } from './storable';
export { isJsonMap, isJsonNumber, type JsonMap, type JsonNumber, type JsonValue, readNumber } from './value';
export { writeJson, writeJsonb } from './write-json';
