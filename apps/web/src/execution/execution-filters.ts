import { isState } from './state';
import type { ExecutionListFilter } from './use-execution-list';

/** Names of the filters in the address of the list. */
export const filterNames = {
  text: 'q',
  namespace: 'namespace',
  flowId: 'flow',
  state: 'state',
  label: 'label',
} as const;

/** Reads the filters out of an address; what it does not know it leaves out. */
export function filterFromParams(params: Pick<URLSearchParams, 'get' | 'getAll'>): ExecutionListFilter {
  return {
    text: params.get(filterNames.text) || null,
    namespace: params.get(filterNames.namespace) || null,
    flowId: params.get(filterNames.flowId) || null,
    states: params.getAll(filterNames.state).filter(isState),
    labels: params.getAll(filterNames.label).flatMap((text) => labelFromText(text) ?? []),
  };
}

/** `key:value` as a label; null when it is not one. */
export function labelFromText(text: string): { key: string; value: string } | null {
  const colon = text.indexOf(':');
  if (colon <= 0 || colon === text.length - 1) return null;
  return { key: text.slice(0, colon).trim(), value: text.slice(colon + 1).trim() };
}

export function labelText(label: { key: string; value: string }): string {
  return `${label.key}:${label.value}`;
}

/** Whether any filter is set. */
export function isFiltered(filter: ExecutionListFilter): boolean {
  return (
    filter.text !== null ||
    filter.namespace !== null ||
    filter.flowId !== null ||
    filter.states.length > 0 ||
    filter.labels.length > 0
  );
}
