import { DEFAULT_LEASE_MS, armFailpointOf, readSharedSettings } from '@headrace/runtime';
import { z } from 'zod';

const schema = z.object({
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1).optional(),
  HEADRACE_CONCURRENCY: z.coerce.number().int().min(1).max(1000).default(32),
  HEADRACE_LEASE_MS: z.coerce.number().int().min(1000).max(600_000).default(DEFAULT_LEASE_MS),
  HEADRACE_PREFIX: z.string().min(1).default('headrace'),
  HEADRACE_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** Settings of the worker process. Throws one sentence that names every bad variable. */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env) {
  const parsed = schema.safeParse(variables);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`The environment of the worker is not right: ${problems.join('; ')}.`);
  }
  armFailpointOf(variables);
  return {
    ...readSharedSettings(variables),
    databaseUrl: parsed.data.DATABASE_URL,
    redisUrl: parsed.data.REDIS_URL,
    concurrency: parsed.data.HEADRACE_CONCURRENCY,
    leaseMs: parsed.data.HEADRACE_LEASE_MS,
    prefix: parsed.data.HEADRACE_PREFIX,
    logLevel: parsed.data.HEADRACE_LOG_LEVEL,
  };
}
