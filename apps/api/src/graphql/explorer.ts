import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** One file of the explorer. */
export interface ExplorerPart {
  readonly contentType: string;
  readonly body: Uint8Array;
  /** How `body` is packed; undefined = it is not. */
  readonly encoding?: 'gzip';
}

const FOLDER = '/graphql/explorer/';
const ACCEPTS_GZIP = /\bgzip\b/i;

/** The parts and where they come from in the package; the page itself is ours, so that it shows at once and leads back. */
const PARTS = {
  'explorer.js': { from: 'js', contentType: 'text/javascript; charset=utf-8' },
  'explorer.css': { from: 'css', contentType: 'text/css; charset=utf-8' },
  'editor.worker.js': { from: 'editorWorkerService', contentType: 'text/javascript; charset=utf-8' },
  'json.worker.js': { from: 'jsonWorker', contentType: 'text/javascript; charset=utf-8' },
  'graphql.worker.js': { from: 'graphqlWorker', contentType: 'text/javascript; charset=utf-8' },
} as const;

/** Each is packed once: the largest takes a second. */
const packed = new Map<string, Promise<Buffer>>();

/**
 * A part of the explorer by its path (`/graphql/explorer/...`); undefined when there is none. They come from here and not from a public
 * server, and are loaded when somebody opens the explorer for the first time.
 */
export async function explorerPart(
  path: string,
  acceptEncoding: string | undefined,
): Promise<ExplorerPart | undefined> {
  const name = path.startsWith(FOLDER) ? path.slice(FOLDER.length) : '';
  if (!isPart(name)) return undefined;
  const { from, contentType } = PARTS[name];
  const texts = await import('@graphql-yoga/render-graphiql/graphiql');
  const text = Buffer.from(texts[from]);
  if (!ACCEPTS_GZIP.test(acceptEncoding ?? '')) return { contentType, body: text };
  let packing = packed.get(name);
  if (!packing) {
    packing = promisify(gzip)(text);
    packed.set(name, packing);
  }
  return { contentType, body: await packing, encoding: 'gzip' };
}

function isPart(name: string): name is keyof typeof PARTS {
  return Object.hasOwn(PARTS, name);
}

/** What the explorer is told: its title, how it subscribes, and what stands in it at first. */
export interface ExplorerOptions {
  readonly title?: string | undefined;
  readonly subscriptionsProtocol?: string | undefined;
  readonly defaultQuery?: string | undefined;
}

/** The page: small, seen at once, with a way back; everything large comes after it and stays in the browser. */
export function explorerPage(options: ExplorerOptions): string {
  // Inside a script no text may end it.
  const given = JSON.stringify(options).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Headrace GraphQL</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="${FOLDER}explorer.css">
<style>
  body { margin: 0; height: 100vh; height: 100dvh; display: flex; flex-direction: column; font-family: system-ui, sans-serif; }
  header { flex: none; display: flex; gap: 16px; align-items: baseline; padding: 8px 16px; background: #fff; color: #1c2530; border-bottom: 1px solid #d8dee4; }
  header a { color: inherit; font-weight: 600; }
  main { flex: 1; min-height: 0; }
  #root .graphiql-container { height: 100%; width: 100%; }
  main > p { padding: 16px; margin: 0; }
  @media (prefers-color-scheme: dark) {
    body, header { background: #161b22; color: #e6edf3; }
    header { border-color: #30363d; }
  }
</style>
</head>
<body class="no-focus-outline">
<header><a href="/">Headrace</a><span>GraphQL explorer</span></header>
<main id="root"><p>Loading the explorer …</p><noscript>The explorer needs JavaScript.</noscript></main>
<script>
  self.MonacoEnvironment = {
    globalAPI: false,
    getWorkerUrl: (moduleId, label) =>
      '${FOLDER}' + ({ json: 'json.worker.js', graphql: 'graphql.worker.js' }[label] ?? 'editor.worker.js'),
  };
</script>
<script src="${FOLDER}explorer.js"></script>
<script>YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), ${given});</script>
</body>
</html>
`;
}
