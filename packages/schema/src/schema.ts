import { builder } from './builder';
import { guarded } from './limits/guard';
import './scalars';
import './server/node.query';
import './server/server';
import './flow/flow.mutations';
import './flow/flow.queries';
import './flow/task-type.query';
import './flow/validate.query';
import './execution/execution.mutations';
import './execution/delete.mutations';
import './execution/execution.queries';
import './execution/execution.subscriptions';
import './execution/expression.query';
import './execution/validate-inputs.query';
import './log/log';
import './namespace/namespace.queries';
import './viewer/viewer.query';

/** The whole API. */
export const schema = guarded(builder.toSchema());
