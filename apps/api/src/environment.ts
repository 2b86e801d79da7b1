import { armFailpointOf, readSharedSettings, type SharedSettings } from '@headrace/runtime';
import { z } from 'zod';

const empty = (value: unknown) => (value === '' ? undefined : value);

const MAX_UPLOAD_RULE = 'must be a whole number of bytes from 1 on, such as 1073741824';

const PUBLIC_URL_RULE = 'must be an address such as https://flows.example.com';

/** As long as a timer can wait. */
const milliseconds = z.coerce.number().int().min(1).max(2_147_483_647);

const schema = z.object({
  HEADRACE_HOST: z.preprocess(empty, z.string().default('127.0.0.1')),
  HEADRACE_PORT: z.preprocess(empty, z.coerce.number().int().min(0).max(65_535).default(8080)),
  HEADRACE_PREFIX: z.preprocess(empty, z.string().default('headrace')),
  HEADRACE_LOG_LEVEL: z.preprocess(
    empty,
    z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ),
  HEADRACE_MAX_UPLOAD_BYTES: z.preprocess(
    empty,
    z.coerce
      .number(MAX_UPLOAD_RULE)
      .int(MAX_UPLOAD_RULE)
      .min(1, MAX_UPLOAD_RULE)
      .default(1024 * 1024 * 1024),
  ),
  HEADRACE_PUBLIC_URL: z.preprocess(
    empty,
    z
      .url({ protocol: /^https?$/, error: PUBLIC_URL_RULE })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
  ),
  HEADRACE_SECRET_HEADERS: z.preprocess(empty, z.string().optional()),
  HEADRACE_ACCESS_LOG: z.preprocess(empty, z.enum(['info', 'debug', 'off']).default('debug')),
  HEADRACE_SLOW_REQUEST_MS: z.preprocess(empty, milliseconds.default(1_000)),
  HEADRACE_REQUEST_TIMEOUT_MS: z.preprocess(empty, milliseconds.default(30_000)),
  DATABASE_URL: z.preprocess(empty, z.string('DATABASE_URL must be set')),
  REDIS_URL: z.preprocess(empty, z.string().optional()),
});

export interface Environment extends SharedSettings {
  readonly host: string;
  /** 0 means any free port */
  readonly port: number;
  readonly logLevel: string;
  /** keeps queue and bus of several installations on one store apart */
  readonly prefix: string;
  /** of all files of one request together */
  readonly maxUploadBytes: number;
  /** where people reach the server, without a slash at its end; undefined: where they asked */
  readonly publicUrl?: string;
  /** which headers of a webhook call are secrets: names, `*` for any letters, with commas between them; undefined: the usual ones */
  readonly secretHeaders?: string;
  /** how loud a line for each request is */
  readonly accessLog: 'info' | 'debug' | 'off';
  /** a request that takes longer is told as a warning */
  readonly slowRequestMs: number;
  /** an answer that takes longer is given up */
  readonly requestTimeoutMs: number;
  readonly databaseUrl: string;
  /** undefined: queue and bus use PostgreSQL */
  readonly redisUrl?: string;
}

/** What the person who started the server can set right, in one sentence. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** Reads all settings of this process, once. @throws EnvironmentError with all that is wrong */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Environment {
  const parsed = schema.safeParse(variables);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new EnvironmentError(`The settings are not usable: ${problems.join('; ')}.`);
  }
  const { HEADRACE_HOST: host, HEADRACE_PORT: port, HEADRACE_LOG_LEVEL: logLevel } = parsed.data;
  if (!isLoopback(host))
    throw new EnvironmentError(
      `HEADRACE_HOST is ${host}: without users and tokens, which come later, Headrace listens on this machine only (127.0.0.1, ::1 or localhost).`,
    );
  armFailpointOf(variables);
  return {
    ...readSharedSettings(variables),
    host,
    port,
    logLevel,
    prefix: parsed.data.HEADRACE_PREFIX,
    maxUploadBytes: parsed.data.HEADRACE_MAX_UPLOAD_BYTES,
    publicUrl: parsed.data.HEADRACE_PUBLIC_URL,
    secretHeaders: parsed.data.HEADRACE_SECRET_HEADERS,
    accessLog: parsed.data.HEADRACE_ACCESS_LOG,
    slowRequestMs: parsed.data.HEADRACE_SLOW_REQUEST_MS,
    requestTimeoutMs: parsed.data.HEADRACE_REQUEST_TIMEOUT_MS,
    databaseUrl: parsed.data.DATABASE_URL,
    redisUrl: parsed.data.REDIS_URL,
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
