/** Secrets by name, as `secret('NAME')` of an expression asks for them. */
export interface Secrets {
  /**
   * undefined = there is none of that name.
   * @throws Error in one sentence when there is one that cannot be read
   */
  find(name: string): string | undefined;
}

const PREFIX = 'SECRET_';

/**
 * Kestra's way of giving secrets: a variable `SECRET_<NAME>` of the environment holds one in base64. Names are compared in
 * upper case. A variable that is not base64 may belong to another program, so only its use is an error.
 */
export function environmentSecrets(variables: Readonly<Record<string, string | undefined>>): Secrets {
  const secrets = new Map<string, string>();
  for (const [variable, value] of Object.entries(variables))
    if (variable.toUpperCase().startsWith(PREFIX) && value !== undefined)
      secrets.set(variable.slice(PREFIX.length).toUpperCase(), value.replace(/\s/g, ''));
  return {
    find(name) {
      const base64 = secrets.get(name.toUpperCase());
      if (base64 === undefined) return undefined;
      if (!BASE64.test(base64))
        throw new Error(`The secret '${name}' cannot be read: its value must be written in base64.`);
      return Buffer.from(base64, 'base64').toString();
    },
  };
}

const BASE64 = /^(?:[\w+/-]{4})*(?:[\w+/-]{2}(?:==)?|[\w+/-]{3}=?)?$/;

export const noSecrets: Secrets = { find: () => undefined };
