export { createContext, type SchemaContext, type SchemaPorts } from './context';
export { type CheckedDocument, documentChecker, parseDocument, validateDocument } from './limits/document';
export { LIMITS } from './limits/limits';
export { maskError } from './mask';
export { schema } from './schema';
