import type { Runtime } from '@headrace/runtime';
import { illegalArgument } from '../errors';
import { sentence } from './issues';

/** Kestra's answer to `validate`: one entry for each document, `constraints` where it is not valid. `signal`: nobody waits. */
export async function validate(runtime: Runtime, text: string, signal: AbortSignal): Promise<object[]> {
  const checks = splitDocuments(text).map(async (source, index) => {
    const parsed = await runtime.checkFlow(source, signal);
    const identity = parsed.ok ? { namespace: parsed.flow.namespace, id: parsed.flow.id } : parsed.identity;
    const errors = parsed.issues.filter(({ severity }) => severity === 'error');
    return {
      index,
      ...(identity && { flow: identity.id, namespace: identity.namespace }),
      ...(errors.length > 0 && {
        constraints: errors
          .map((issue) => (issue.path ? `${issue.path}: ${sentence(issue)}` : sentence(issue)))
          .join('\n'),
      }),
      outdated: false,
      deprecationPaths: [],
      warnings: parsed.issues.filter(({ severity }) => severity === 'warning').map(({ message }) => message),
      infos: [],
    };
  });
  return Promise.all(checks);
}

/** More documents than anybody validates at once would only cost time. */
const MAX_DOCUMENTS = 200;

function splitDocuments(text: string): string[] {
  const documents = text.split(/^---\s*$/m).filter((document) => document.trim() !== '');
  if (documents.length > MAX_DOCUMENTS) throw illegalArgument(`at most ${MAX_DOCUMENTS} documents at once`);
  return documents.length > 0 ? documents : [text];
}
