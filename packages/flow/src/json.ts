export { isJsonMap, type JsonMap, type JsonValue } from '@headrace/json';
