export { formatDuration, maskWebhookKeys } from '@headrace/flow';
export {
  createContext,
  type OperationExtras,
  type SchemaContext,
  type SchemaPorts,
  type Uploads,
} from './context';
export { whereExecution } from './execution/execution.filter';
export { type CheckedDocument, type DocumentCheck, documentChecker } from './limits/document';
export { executeGuarded, subscribeGuarded } from './limits/guard';
export { LIMITS } from './limits/limits';
export { holdsUnstorable, unstorableVariables } from './limits/variables';
export { type Slowest, Spending } from './limits/spending';
export { maskError } from './mask';
export { schema } from './schema';
