import { DATE_PARAMETERS, formatDate } from '../dates';
import { type FilterTable, valueFilter } from './filter';

export const dateFilters: FilterTable = [['date', valueFilter(DATE_PARAMETERS, formatDate)]];
