import { writeJson } from '@headrace/json';

/** Something wrong, or worth knowing, about a flow document. */
export interface FlowIssue {
  /** An error keeps the flow from being saved; a warning does not. */
  readonly severity: 'error' | 'warning';
  /** Where in the document, such as `tasks[0].retry.interval`; empty for the document as a whole. */
  readonly path: string;
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** Behind what is meant, on the same line; 1-based. Absent where only the place is known. */
  readonly endColumn?: number;
  /** Set where a property is written that does not exist, for who words it otherwise. */
  readonly unknownProperty?: UnknownProperty;
}

export interface UnknownProperty {
  readonly name: string;
  /** What it was written in: the full name of a type, or else the property that holds it; `flow` for the flow itself. */
  readonly owner: string;
}

/** Keys and indexes from the document's root to a value. */
export type DocumentPath = readonly (string | number)[];

/** An issue that does not know its line yet. */
export interface Finding {
  readonly severity: FlowIssue['severity'];
  readonly path: DocumentPath;
  readonly message: string;
  /** Whether the key is meant, not its value. */
  readonly atKey?: boolean;
  /** The place in the text, where it is known and the path would not lead there. */
  readonly offset?: number;
  readonly unknownProperty?: UnknownProperty;
}

/** Writes a path as people do: `tasks[0].retry`, with quotes round a key that would be read otherwise. */
export function formatPath(path: DocumentPath): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (/^[A-Za-z_$][\w$-]*$/.test(part)) text += text === '' ? part : `.${part}`;
    else text += `[${writeJson(part)}]`;
  }
  return text;
}
