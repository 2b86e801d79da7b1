import { builder } from './builder';
import './scalars';
import './server/node.query';
import './server/server';
import './flow/flow.mutations';
import './flow/flow.queries';
import './flow/validate.query';
import './execution/execution.mutations';
import './execution/execution.queries';
import './execution/execution.subscriptions';
import './execution/expression.query';
import './execution/validate-inputs.query';
import './log/log';

/** The whole API. */
export const schema = builder.toSchema();
