export { isStorableText as isStorable, unstorable } from '@headrace/json';
