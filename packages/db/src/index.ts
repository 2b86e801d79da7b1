export { type Database, type DatabaseOptions, openDatabase } from './database';
export { MigrationError, migrate } from './migrate';
export {
  type ChangePage,
  type ChangePosition,
  type EventDetail,
  type EventRow,
  eventsAfter,
  type ExecutionRow,
  executionsChangedAfter,
  type FeedPage,
  type LogLineRow,
  logLinesAfter,
  settledPosition,
} from './feeds';
