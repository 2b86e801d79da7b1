'use client';

import { Card } from '../ui/card';
import { hasFields, JsonFields } from '../ui/json-view';
import { executionFileHref } from '../ui/paths';
import { ExecutionDetails, StateHistory } from './execution-details';
import classes from './execution-screen.module.css';
import { failureOf } from './failure';
import { FailureNotice } from './failure-notice';
import { TaskRunList } from './task-run-list';
import type { ShownTaskRun } from './task-runs';
import type { Timeline } from './timeline';
import type { ExecutionSnapshot } from './use-execution';

interface Props {
  execution: ExecutionSnapshot;
  taskRuns: readonly ShownTaskRun[];
  timeline: Timeline;
}

export function ExecutionOverview({ execution, taskRuns, timeline }: Props) {
  const fileHref = (address: string) => executionFileHref(execution.id, address);
  const parentOf = (id: string) => timeline.rows.get(id)?.parentTaskRunId ?? null;
  const failure = failureOf(execution, taskRuns, parentOf);
  return (
    <div className={classes.overview}>
      <div className={classes.column}>
        {failure && <FailureNotice executionId={execution.id} failure={failure} />}
        <TaskRunList executionId={execution.id} runs={taskRuns} />
      </div>
      {/* What grows while it runs stands last, so that nothing below it is pushed away. */}
      <div className={classes.column}>
        <ExecutionDetails execution={execution} />
        <Card title="Inputs">
          {hasFields(execution.inputs) ? (
            <JsonFields
              value={execution.inputs}
              fileHref={fileHref}
              order={execution.flow?.inputs.map(({ inputId }) => inputId)}
            />
          ) : (
            <p className={classes.nothing}>None were given.</p>
          )}
        </Card>
        {hasFields(execution.trigger?.variables) && (
          <Card title={`Trigger ${execution.trigger?.id ?? ''}`}>
            <JsonFields value={execution.trigger?.variables} fileHref={fileHref} />
          </Card>
        )}
        <StateHistory history={execution.stateHistory} />
        {hasFields(execution.outputs) && (
          <Card title="Outputs">
            <JsonFields
              value={execution.outputs}
              fileHref={fileHref}
              order={execution.flow?.outputs.map(({ outputId }) => outputId)}
            />
          </Card>
        )}
      </div>
    </div>
  );
}
