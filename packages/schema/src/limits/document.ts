import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { measureDocument } from './measure';
import { PassedDocuments } from './passed-documents';
import { scanDocument } from './scan';

export type CheckedDocument =
  | {
      readonly ok: true;
      readonly document: DocumentNode;
      /** Of its dearest operation; `LIMITS.cost` at most. */
      readonly cost: number;
    }
  | {
      readonly ok: false;
      readonly errors: readonly GraphQLError[];
      /** Could be read, but is not valid. */
      readonly document?: DocumentNode;
    };

export type DocumentCheck = (source: string) => CheckedDocument;

/**
 * Makes a function that reads, measures and validates, in this order, and remembers the documents that passed: screens send the same
 * few. Nothing of that depends on variables: a list of which one says the length counts as the longest there can be. A process needs
 * one of them.
 */
export function documentChecker(schema: GraphQLSchema, passed = new PassedDocuments()): DocumentCheck {
  return (source) => {
    const known = passed.get(source);
    if (known) return { ok: true, ...known };
    let document: DocumentNode | undefined;
    try {
      scanDocument(source);
      document = parse(source);
      const cost = measureDocument(schema, document);
      const errors = validate(schema, document, undefined, { maxErrors: 10 });
      if (errors.length > 0) return { ok: false, errors, document };
      passed.add(source, { document, cost });
      return { ok: true, document, cost };
    } catch (error) {
      if (error instanceof GraphQLError) return { ok: false, errors: [error], ...(document && { document }) };
      throw error;
    }
  };
}
