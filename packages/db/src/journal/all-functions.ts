import { APPEND, CLAIM, FAIL } from './claim';
import { COMMIT } from './commit';
import type { DatabaseFunction } from './functions';

/** Every function of the database that this version calls. */
export const FUNCTIONS: readonly DatabaseFunction[] = [COMMIT, CLAIM, FAIL, APPEND];
