import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { failure } from '../failure';
import { LIMITS } from './limits';
import { measureRule } from './measure';
import { PassedDocuments } from './passed-documents';

export type CheckedDocument =
  | { readonly ok: true; readonly document: DocumentNode }
  | {
      readonly ok: false;
      readonly errors: readonly GraphQLError[];
      /** Could be read, but is not valid. */
      readonly document?: DocumentNode;
    };

export type DocumentCheck = (source: string) => CheckedDocument;

const rules = [...specifiedRules, measureRule];

/** Parses a document unless it is too long. @throws GraphQLError */
function parseDocument(source: string): DocumentNode {
  if (source.length > LIMITS.documentLength)
    throw failure('QUERY_TOO_LARGE', `The document is longer than ${LIMITS.documentLength} characters.`);
  return parse(source, { maxTokens: LIMITS.tokens });
}

/** Validates a document against the schema and the limits. At most a few errors are reported. */
function validateDocument(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  return validate(schema, document, rules, { maxErrors: 10 });
}

/**
 * Makes a function that parses and validates, and remembers the documents that passed: screens send the same few. Nothing of that
 * depends on variables: a list of which one says the length counts as the longest there can be.
 */
export function documentChecker(schema: GraphQLSchema, passed = new PassedDocuments()): DocumentCheck {
  return (source) => {
    const known = passed.get(source);
    if (known) return { ok: true, document: known };
    try {
      const document = parseDocument(source);
      const errors = validateDocument(schema, document);
      if (errors.length > 0) return { ok: false, errors, document };
      passed.add(source, document);
      return { ok: true, document };
    } catch (error) {
      if (error instanceof GraphQLError) return { ok: false, errors: [error] };
      throw error;
    }
  };
}
