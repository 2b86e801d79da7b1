import { collectionFilters } from './collection';
import { dateFilters } from './date';
import { encodingFilters } from './encoding';
import { escapeCharFilters } from './escape-char';
import type { Filter } from './filter';
import { hashFilters } from './hash';
import { indentFilters } from './indent';
import { jqFilters } from './jq';
import { listFilters } from './list';
import { markupFilters } from './markup';
import { numberFilters } from './number';
import { numberFormatFilters } from './number-format';
import { replaceFilters } from './replace';
import { splitFilters } from './split';
import { textFilters } from './text';

/** Every filter by its name. */
export const filters: ReadonlyMap<string, Filter> = new Map([
  ...collectionFilters,
  ...dateFilters,
  ...encodingFilters,
  ...escapeCharFilters,
  ...hashFilters,
  ...indentFilters,
  ...jqFilters,
  ...listFilters,
  ...markupFilters,
  ...numberFilters,
  ...numberFormatFilters,
  ...replaceFilters,
  ...splitFilters,
  ...textFilters,
]);
