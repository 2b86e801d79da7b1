import type { Arguments } from '../arguments';
import type { Call } from '../frame';
import type { MaybePromise } from '../maybe-promise';
import { calendarFunctions } from './calendar';
import { cipherFunctions } from './cipher';
import { contextFunctions } from './context';
import { executionFunctions } from './execution';
import { identityFunctions } from './identity';
import { jsonFunctions } from './json';
import { markupFunctions } from './markup';
import { numberFunctions } from './number';
import { timeFunctions } from './time';

/** A function with parameters, or one that takes as many arguments as it is given. */
export type LanguageFunction =
  | {
      readonly kind: 'fixed';
      readonly parameters: readonly string[];
      readonly apply: (args: Arguments, call: Call) => MaybePromise<unknown>;
    }
  | {
      readonly kind: 'variadic';
      readonly apply: (values: readonly unknown[], call: Call) => MaybePromise<unknown>;
    };

export type FunctionTable = readonly (readonly [string, LanguageFunction])[];

/** Every function that needs no help from outside, by its name. */
export const functions: ReadonlyMap<string, LanguageFunction> = new Map([
  ...calendarFunctions,
  ...cipherFunctions,
  ...contextFunctions,
  ...executionFunctions,
  ...identityFunctions,
  ...jsonFunctions,
  ...markupFunctions,
  ...numberFunctions,
  ...timeFunctions,
]);
