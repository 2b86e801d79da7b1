import tseslint from 'typescript-eslint';

// Bugs that types can find, and the borders between the folders. Style is the formatter's business.

const PRODUCT = [
  'apps/**/*.{ts,tsx}',
  'packages/**/*.ts',
  'prisma/*.ts',
  'bench/**/*.ts',
  'e2e/**/*.ts',
  '*.ts',
];
const TESTS = [
  '**/*.test.{ts,tsx}',
  '**/*.suite.ts',
  '**/*.testing.ts',
  '**/*.world.ts',
  '**/*.spec.ts',
  '**/test/**',
  'packages/testkit/**',
  'e2e/**',
  'bench/**',
];
const CONFIGURATION = ['*.config.{ts,mts,js,mjs}', '**/*.config.{ts,mts,js,mjs}'];

/**
 * What a folder may import of ours, and what it must not import of others. Type-only imports pass where it says so.
 * `why` ends every message, so that nobody has to look the reason up.
 */
const BORDERS = [
  {
    folder: 'packages/json',
    ours: [],
    forbidden: ['node:*'],
    why: 'json is what everybody reads and writes JSON with, in the browser too: it needs nothing of ours.',
  },
  {
    folder: 'packages/flow',
    ours: ['json'],
    forbidden: ['node:*'],
    why: 'flow runs in the browser too: it turns text into a flow or a list of issues, and needs nothing of ours but numbers.',
  },
  {
    folder: 'packages/expression',
    ours: ['json'],
    forbidden: ['node:*'],
    why: 'expression turns text into a value and can be tested without anything else; what it needs comes as arguments.',
  },
  {
    folder: 'packages/engine',
    ours: ['json', 'flow', 'expression'],
    forbidden: ['node:*', 'pg', 'pino', 'bullmq', 'ioredis', '@prisma/*'],
    why: 'engine is a pure function: it must run in a test without Postgres, clock or logger.',
  },
  {
    folder: 'packages/tasks',
    ours: ['json', 'flow', 'storage', 'expression'],
    forbidden: ['pg', 'bullmq', 'ioredis', '@prisma/*', 'graphql'],
    why: 'a task does its work and returns a result; storing and deciding is for the runtime.',
  },
  {
    folder: 'packages/db',
    ours: ['json', 'prisma'],
    oursAsTypes: ['engine', 'flow'],
    forbidden: ['bullmq', 'ioredis', 'graphql'],
    why: 'db holds named, guarded verbs over rows and takes no decisions, so it needs only the types of engine and flow.',
  },
  {
    folder: 'packages/queue',
    ours: [],
    forbidden: ['@prisma/*', 'graphql'],
    why: 'a port knows its driver and nothing of the product: its messages are ids.',
  },
  {
    folder: 'packages/bus',
    ours: [],
    forbidden: ['@prisma/*', 'graphql', 'bullmq'],
    why: 'a port knows its driver and nothing of the product: a nudge only means "look again".',
  },
  {
    folder: 'packages/storage',
    ours: [],
    forbidden: ['@prisma/*', 'graphql', 'bullmq', 'ioredis', 'pg'],
    why: 'a port knows its driver and nothing of the product.',
  },
  {
    folder: 'packages/runtime',
    ours: ['json', 'flow', 'expression', 'engine', 'tasks', 'db', 'prisma', 'queue', 'bus', 'storage'],
    forbidden: ['graphql', '@pothos/*', 'hono', '@headrace/tasks/runners'],
    why: 'runtime is called by GraphQL, REST and worker alike: it knows no HTTP, no GraphQL and no task runners.',
  },
  {
    folder: 'packages/schema',
    ours: ['json', 'runtime', 'db', 'prisma', 'bus', 'flow', 'tasks'],
    oursAsTypes: ['engine'],
    forbidden: ['hono', '@hono/*', 'bullmq', 'ioredis', 'pg', '@headrace/tasks/runners'],
    why: 'a resolver is a doorway: a read may use db, every change to an execution goes through runtime.',
  },
  {
    folder: 'apps/api',
    ours: ['json', 'flow', 'schema', 'runtime', 'web'],
    oursAsTypes: ['engine'],
    forbidden: ['bullmq', 'ioredis', 'pg', '@prisma/*'],
    why: 'the server translates HTTP: GraphQL and REST call the same functions of schema and runtime.',
  },
  {
    folder: 'apps/worker',
    ours: ['json', 'runtime', 'tasks', 'expression', 'storage'],
    oursAsTypes: ['flow', 'engine'],
    forbidden: ['bullmq', 'ioredis', 'pg', '@prisma/*', 'graphql', 'hono'],
    why: 'the worker runs attempts; claiming them and storing their results is for the runtime.',
  },
  {
    folder: 'apps/web',
    ours: ['json', 'schema', 'flow'],
    forbidden: ['node:*', 'pg', 'bullmq', 'ioredis', '@prisma/*', 'hono'],
    why: 'the screens use nothing but the GraphQL API, like everybody else.',
  },
];

const CLOCK_AND_CHANCE = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', what: 'new Date()' },
  { selector: 'MemberExpression[object.name="Date"][property.name="now"]', what: 'Date.now()' },
  { selector: 'MemberExpression[object.name="Math"][property.name="random"]', what: 'Math.random()' },
  { selector: 'MemberExpression[object.name="performance"][property.name="now"]', what: 'performance.now()' },
].map(({ selector, what }) => ({
  selector,
  message: `No ${what} here: time and identity are arguments (\`now\`, \`newId\`), so that the same input gives the same answer.`,
}));

const ENVIRONMENT = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message:
    'Read the environment in environment.ts only: what can be configured must be seen in one place, checked once.',
};

/** What JavaScript's own JSON does to users' numbers: 8202522731445525542 becomes 8202522731445525504, and 1.50 becomes 1.5. */
const NATIVE_JSON = ['parse', 'stringify'].map((property) => ({
  object: 'JSON',
  property,
  message: `JSON.${property} changes digits of large numbers and of decimals: use readJson and writeJson of @headrace/json.`,
}));

/** Texts that hold nothing of a user's but words, and are made and read by us alone. */
const OWN_JSON = [
  // Places in lists, keys of caches and of effects, nudges
  'packages/schema/src/cursor.ts',
  'packages/schema/src/loaders.ts',
  'packages/bus/src/topics.ts',
  'apps/web/src/flow/use-input-check.ts',
  'apps/web/src/graphql/use-pages.ts',
  'apps/web/src/execution/use-execution-list.ts',
  // A list of texts in a command line; names in quotes
  'apps/web/src/flow/curl-line.ts',
  'packages/storage/src/errors.ts',
  // Answers about the server itself, the options of the explorer, the version of the product
  'apps/api/src/http/body.ts',
  'apps/api/src/server.ts',
  'apps/api/src/graphql/explorer.ts',
  'apps/api/src/main.ts',
];

const OUTSIDE_WORLD = [
  'process',
  'Buffer',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'fetch',
  'console',
  'crypto',
].map((name) => ({
  name,
  message: 'engine is a pure function: it must run in a test without the outside world.',
}));

function borderRule({ folder, ours, oursAsTypes = [], forbidden, why }) {
  const self = folder.split('/').at(-1);
  const except = (names) => `^@headrace/(?!(?:${[self, ...names].join('|')})(?:/|$))`;
  const patterns = [
    { regex: except([...ours, ...oursAsTypes]), message: `Not in ${folder}: ${why}` },
    ...(oursAsTypes.length > 0
      ? [
          {
            regex: `^@headrace/(?:${oursAsTypes.join('|')})(?:/|$)`,
            allowTypeImports: true,
            message: `Only \`import type\` in ${folder}: ${why}`,
          },
        ]
      : []),
    ...(forbidden.length > 0 ? [{ group: forbidden, message: `Not in ${folder}: ${why}` }] : []),
    {
      regex: '^(?:\\.\\./)+(?:packages/|apps/)?[a-z]+/src(?:/|$)',
      message: 'Import another package by its name: its index.ts says what others may use.',
    },
  ];
  return {
    files: [`${folder}/**/*.{ts,tsx}`],
    ignores: TESTS,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  };
}

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '**/.next/**',
      '**/generated/**',
      '**/next-env.d.ts',
      '.headrace/**',
      '.tmp/**',
      '**/test-results/**',
      '**/playwright-report/**',
    ],
  },
  {
    files: PRODUCT,
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { allowDefaultCaseForExhaustiveSwitch: false, considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-fallthrough': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-syntax': ['error', ENVIRONMENT],
    },
  },
  ...BORDERS.map(borderRule),
  {
    files: ['packages/engine/**/*.ts', 'packages/flow/**/*.ts'],
    ignores: TESTS,
    rules: {
      'no-restricted-syntax': ['error', ENVIRONMENT, ...CLOCK_AND_CHANCE],
      'no-restricted-globals': ['error', ...OUTSIDE_WORLD],
    },
  },
  {
    files: ['packages/expression/**/*.ts'],
    ignores: TESTS,
    rules: { 'no-restricted-syntax': ['error', ENVIRONMENT, ...CLOCK_AND_CHANCE] },
  },
  {
    files: ['packages/**/*.ts', 'apps/**/*.{ts,tsx}'],
    ignores: [...TESTS, ...BORDERS.map(({ folder }) => `${folder}/**`)],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@headrace/testkit'], message: 'testkit is for tests only.' }] },
      ],
    },
  },
  {
    files: ['packages/**/*.ts', 'apps/**/*.{ts,tsx}'],
    ignores: [...TESTS, ...CONFIGURATION, 'packages/json/**', '**/*.fixture.ts', ...OWN_JSON],
    rules: { 'no-restricted-properties': ['error', ...NATIVE_JSON] },
  },
  {
    files: [...TESTS, ...CONFIGURATION, '**/environment.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['bench/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['tools/**/*.mjs', '**/*.config.{js,mjs}'],
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
);
