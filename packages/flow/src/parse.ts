import type { Flow } from './flow';
import type { FlowIssue } from './issue';
import type { TaskCatalogue } from './task-type';

export type ParsedFlow =
  | { readonly ok: true; readonly flow: Flow; readonly issues: readonly FlowIssue[] }
  | {
      readonly ok: false;
      readonly issues: readonly FlowIssue[];
      readonly identity?: { readonly namespace: string; readonly id: string };
    };

export function parseFlow(_source: string, _catalogue: TaskCatalogue): ParsedFlow {
  throw new Error('Not built yet');
}
