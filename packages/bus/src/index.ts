export type { Bus, Nudge, Topic, Wake } from './bus';
export type { CountedBus } from './listeners';
export { createMemoryBus, MemoryBusHub } from './memory';
export { createPostgresBus, type PostgresBusOptions } from './postgres';
export { createRedisBus, type RedisBusOptions } from './redis';
