import { DATE_PARAMETERS, formatDate } from '../dates';
import type { FunctionTable } from '.';

export const timeFunctions: FunctionTable = [
  [
    'now',
    { kind: 'fixed', parameters: DATE_PARAMETERS, apply: (args, call) => formatDate(call.now(), args, call) },
  ],
];
