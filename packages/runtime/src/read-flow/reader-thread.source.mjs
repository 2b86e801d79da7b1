// @ts-check
// Starts reader-thread.ts where nothing is built: tests and tools run from the sources.
import { register } from 'tsx/esm/api';

register();
await import(new URL('./reader-thread.ts', import.meta.url).href);
