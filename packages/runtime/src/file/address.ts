/** Where an execution keeps its files. */
export interface FileOwner {
  readonly namespace: string;
  readonly flowId: string;
  readonly executionId: string;
}

const SCHEME = 'kestra:///';
const MAX_NAME_BYTES = 200;

/** The folder of the storage that holds everything an execution stored. */
export function folderOf({ namespace, flowId, executionId }: FileOwner): string {
  return [...namespace.split('.'), flowId, 'executions', executionId].join('/');
}

/** The key of a file that an execution was started with. */
export function inputFileKey(owner: FileOwner, inputId: string, name: string): string {
  return `${folderOf(owner)}/inputs/${inputId}/${fileNameOf(name)}`;
}

/** As expressions and users see a key: `kestra:///io/kestra/...`. */
export function addressOf(key: string): string {
  return SCHEME + key.split('/').map(encodeURIComponent).join('/');
}

/** The key of an address; null = it is none, or leads out of the storage. Names that were not encoded are taken as they are. */
export function keyOf(address: string): string | null {
  if (!address.startsWith(SCHEME)) return null;
  const segments = address.slice(SCHEME.length).split('/').map(decoded);
  const isPlain = segments.every((segment) => !['', '.', '..'].includes(segment) && !/[/\\\0]/.test(segment));
  return isPlain ? segments.join('/') : null;
}

/** The name under which a file is kept: the last part of what the sender calls it, without what no folder can hold. */
function fileNameOf(sent: string): string {
  const last = sent.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  const name = last.replace(/[\u0000-\u001f\u007f]/g, '').trim();
  if (name === '' || name === '.' || name === '..') return 'file';
  return shortened(name);
}

/** Keeps the extension: programs look at it. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= MAX_NAME_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 20 ? name.slice(dot) : '';
  let stem = name.slice(0, name.length - extension.length);
  while (Buffer.byteLength(stem + extension) > MAX_NAME_BYTES) stem = stem.slice(0, -1);
  return stem.toWellFormed() + extension;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
