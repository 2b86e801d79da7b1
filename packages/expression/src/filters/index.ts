import { collectionFilters } from './collection';
import { dateFilters } from './date';
import { encodingFilters } from './encoding';
import type { Filter } from './filter';
import { listFilters } from './list';
import { numberFilters } from './number';
import { replaceFilters } from './replace';
import { textFilters } from './text';

/** Every filter by its name. */
export const filters: ReadonlyMap<string, Filter> = new Map([
  ...collectionFilters,
  ...dateFilters,
  ...encodingFilters,
  ...listFilters,
  ...numberFilters,
  ...replaceFilters,
  ...textFilters,
]);
