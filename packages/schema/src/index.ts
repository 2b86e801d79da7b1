export { formatDuration, maskWebhookKeys } from '@headrace/flow';
export { createContext, type SchemaContext, type SchemaPorts, type Uploads } from './context';
export { whereExecution } from './execution/execution.filter';
export { type CheckedDocument, type DocumentCheck, documentChecker } from './limits/document';
export { LIMITS } from './limits/limits';
export { maskError } from './mask';
export { schema } from './schema';
