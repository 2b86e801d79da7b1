export { FileNotFound, InvalidKey, KeyConflict } from './errors';
export { createLocalStorage, type LocalStorageOptions } from './local';
export { createMemoryStorage } from './memory';
export type { Content, Storage, StoredFile } from './storage';
