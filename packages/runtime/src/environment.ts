import { isJsonMap, type JsonValue, readJson } from '@headrace/json';
import { z } from 'zod';
import { armFailpoint, FAILPOINTS } from './failpoint';
import { type Cipher, createCipher } from './secret/cipher';
import { environmentSecrets, type Secrets } from './secret/secrets';

const schema = z.object({
  HEADRACE_STORAGE: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.string('HEADRACE_STORAGE must be set to a folder that api and workers share'),
  ),
  HEADRACE_ENCRYPTION_KEY: z.string().default(''),
  HEADRACE_GLOBALS: z
    .string()
    .default('')
    .transform((written, context): Readonly<Record<string, JsonValue>> => {
      const read = readJson(written || '{}');
      if (read.ok && isJsonMap(read.value)) return read.value;
      context.addIssue({ code: 'custom', message: 'HEADRACE_GLOBALS must be a JSON object' });
      return z.NEVER;
    }),
});

/** What expressions see as `envs`: the variables with one of these prefixes, without it and in lower case, as in Kestra. */
const SHOWN_PREFIXES = ['ENV_', 'KESTRA_'];

/** Settings that every process of an installation must have alike, besides the addresses of its stores. */
export interface SharedSettings {
  readonly storageDirectory: string;
  /** null: encryption is not configured. */
  readonly cipher: Cipher | null;
  readonly secrets: Secrets;
  /** What every expression sees as `envs`. */
  readonly envs: Readonly<Record<string, string>>;
  /** What every expression sees as `globals`. */
  readonly globals: Readonly<Record<string, JsonValue>>;
}

/**
 * Reads HEADRACE_STORAGE (a folder), HEADRACE_ENCRYPTION_KEY (base64; several, with commas between them: the first
 * encrypts, all decrypt), every SECRET_<NAME> (base64), HEADRACE_GLOBALS (a JSON object), and what starts with ENV_ or KESTRA_.
 * @throws Error in one sentence that names what is wrong; never a value
 */
export function readSharedSettings(variables: Readonly<Record<string, string | undefined>>): SharedSettings {
  const parsed = schema.safeParse(variables);
  if (!parsed.success) throw new Error(`${parsed.error.issues.map(({ message }) => message).join('; ')}.`);
  return {
    storageDirectory: parsed.data.HEADRACE_STORAGE,
    cipher: readCipher(parsed.data.HEADRACE_ENCRYPTION_KEY),
    secrets: environmentSecrets(variables),
    envs: shownVariables(variables),
    globals: parsed.data.HEADRACE_GLOBALS,
  };
}

function shownVariables(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const prefix of SHOWN_PREFIXES)
    for (const [name, value] of Object.entries(variables))
      if (value !== undefined && name.startsWith(prefix) && name.length > prefix.length)
        shown[name.slice(prefix.length).toLowerCase()] ??= value;
  return shown;
}

const failpointSetting = z.object({ at: z.enum(FAILPOINTS), passes: z.coerce.number().int().min(1) });

/**
 * For tests of what happens when a process dies: HEADRACE_FAILPOINT=<name>:<n> kills this process, without a goodbye, when it passes
 * the failpoint with this name for the n-th time.
 */
export function armFailpointOf(variables: Readonly<Record<string, string | undefined>>): void {
  const { HEADRACE_FAILPOINT: written } = variables;
  if (!written) return;
  const [at, passes] = written.split(':');
  const parsed = failpointSetting.safeParse({ at, passes });
  if (!parsed.success)
    throw new Error('HEADRACE_FAILPOINT must be <name of a failpoint>:<number of the pass>.');
  armFailpoint(parsed.data.at, parsed.data.passes, () => process.kill(process.pid, 'SIGKILL'));
}

function readCipher(written: string): Cipher | null {
  const [current, ...older] = written
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
  if (current === undefined) return null;
  try {
    return createCipher([current, ...older]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`HEADRACE_ENCRYPTION_KEY cannot be used: ${reason}`, { cause: error });
  }
}
