export { createMemoryQueue, MemoryQueueStore } from './memory';
export { createPostgresQueue, type PostgresQueueOptions } from './postgres';
export type { ConsumeOptions, Consumer, Queue } from './queue';
export { createRedisQueue, type RedisQueueOptions } from './redis';
export { IDS_PER_JOB } from './hint';
