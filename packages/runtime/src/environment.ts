import { z } from 'zod';
import { type Cipher, createCipher } from './secret/cipher';
import { environmentSecrets, type Secrets } from './secret/secrets';

const schema = z.object({
  HEADRACE_STORAGE: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.string('HEADRACE_STORAGE must be set to a folder that api and workers share'),
  ),
  HEADRACE_ENCRYPTION_KEY: z.string().default(''),
});

/** Settings that every process of an installation must have alike, besides the addresses of its stores. */
export interface SharedSettings {
  readonly storageDirectory: string;
  /** null: encryption is not configured. */
  readonly cipher: Cipher | null;
  readonly secrets: Secrets;
}

/**
 * Reads HEADRACE_STORAGE (a folder), HEADRACE_ENCRYPTION_KEY (base64; several, with commas between them: the first
 * encrypts, all decrypt) and every SECRET_<NAME> (base64).
 * @throws Error in one sentence that names what is wrong; never a value
 */
export function readSharedSettings(variables: Readonly<Record<string, string | undefined>>): SharedSettings {
  const parsed = schema.safeParse(variables);
  if (!parsed.success) throw new Error(`${parsed.error.issues.map(({ message }) => message).join('; ')}.`);
  return {
    storageDirectory: parsed.data.HEADRACE_STORAGE,
    cipher: readCipher(parsed.data.HEADRACE_ENCRYPTION_KEY),
    secrets: environmentSecrets(variables),
  };
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
