import { ionText } from '../ion-text';
import { yamlText } from '../yaml-text';
import { anyFilter, type FilterTable } from './filter';

export const markupFilters: FilterTable = [
  ['yaml', anyFilter([], (input, _args, call) => (input === null ? 'null' : yamlText(input, call.meter)))],
  ['toIon', anyFilter([], (input, _args, call) => ionText(input, call.meter))],
];
