/** Where a page of Kestra's UI is here: links in answers, chats and mails keep working. Undefined for other paths. */
export function pageOfKestra(path: string): string | undefined {
  const page = /^\/ui(?:\/main)?(\/.*)?$/.exec(path);
  if (!page) return undefined;
  const [kind, ...parts] = (page[1] ?? '').split('/').slice(1);
  if (kind === 'executions' && parts[2]) return `/executions/${parts[2]}`;
  if (kind === 'executions') return '/executions';
  if (kind === 'flows' && parts[0] === 'edit' && parts[2]) return `/flows/${parts[1]}/${parts[2]}`;
  if (kind === 'flows') return '/flows';
  return '/';
}
