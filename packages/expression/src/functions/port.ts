/**
 * A function that needs something from outside: files, stores, the network, secrets, the machine. The caller of
 * `render` gives it; what is declared here are its arguments, which are checked before it is called.
 */
export interface DeclaredPort {
  readonly parameters: readonly string[];
  readonly required: readonly string[];
  /** Parameters that must be maps when they are given. */
  readonly maps?: readonly string[];
  /** What to say when the caller gives no such function. */
  readonly whenAbsent?: string;
}

const FILE: DeclaredPort = { parameters: ['path', 'namespace', 'version'], required: ['path'] };

/** Functions given by the caller that the language knows, by their names. */
export const declaredPorts: ReadonlyMap<string, DeclaredPort> = new Map<string, DeclaredPort>([
  ['secret', { parameters: ['key', 'namespace', 'subkey'], required: ['key'] }],
  ['kv', { parameters: ['key', 'namespace', 'errorOnMissing'], required: ['key'] }],
  ['credential', { parameters: ['key'], required: ['key'] }],
  ['env', { parameters: ['name'], required: ['name'] }],
  ['read', FILE],
  ['fileSize', FILE],
  ['fileExists', FILE],
  ['isFileEmpty', FILE],
  ['fileEmpty', FILE],
  [
    'http',
    {
      parameters: ['uri', 'method', 'query', 'body', 'contentType', 'headers', 'options', 'accept'],
      required: ['uri'],
      maps: ['query', 'headers', 'options'],
    },
  ],
  [
    'errorLogs',
    {
      parameters: [],
      required: [],
      whenAbsent:
        "The 'errorLogs' function can only be used in the Worker as it access logs from the database.",
    },
  ],
  [
    'subflow',
    {
      parameters: ['namespace', 'flowId', 'inputs', 'labels', 'revision'],
      required: ['namespace', 'flowId'],
      maps: ['inputs', 'labels'],
    },
  ],
  ['isPublicHoliday', { parameters: ['date', 'country', 'subDivision'], required: ['date'] }],
  ['loopOutputs', { parameters: ['outputs', 'name'], required: ['outputs'] }],
  ['appLink', { parameters: ['appId', 'baseUrl'], required: [] }],
  ['randomPort', { parameters: [], required: [] }],
]);
