'use client';

import { Button, Kbd, Select, Textarea } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo } from 'react';
import { Card } from '../ui/card';
import { useUrlState } from '../ui/use-url-state';
import { ExpressionAnswer } from './expression-answer';
import classes from './expression-view.module.css';
import type { ShownTaskRun } from './task-runs';
import { stateLook } from './state';
import type { Timeline } from './timeline';
import type { Playground } from './use-playground';

interface Props {
  playground: Playground;
  timeline: Timeline;
  taskRuns: readonly ShownTaskRun[];
}

const starts = ['execution', 'inputs', 'outputs', 'labels', 'flow'] as const;

/** Tries an expression on what an execution, or one of its task runs, sees at this moment. */
export function ExpressionView({ playground, timeline, taskRuns }: Props) {
  const { params, change } = useUrlState();
  const taskRunId = params.get('task');
  const { expression, setExpression, answer, isEvaluating, evaluate } = playground;
  const seenBy = useMemo(() => seers(timeline, taskRuns), [timeline, taskRuns]);
  const isKnown = taskRunId !== null && seenBy.some(({ value }) => value === taskRunId);
  const run = () => evaluate(isKnown ? taskRunId : null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run();
  };
  return (
    <div className={classes.playground}>
      <Card title="Expression">
        <div onKeyDown={onKeyDown}>
          <Textarea
            aria-label="Expression"
            autosize
            minRows={4}
            maxRows={24}
            spellCheck={false}
            autoCapitalize="none"
            classNames={{ input: classes.editor }}
            value={expression}
            onChange={(event) => setExpression(event.currentTarget.value)}
          />
          <div className={classes.starts} role="group" aria-label="Begin with">
            {starts.map((name) => (
              <button key={name} type="button" onClick={() => setExpression(`{{ ${name} }}`)}>
                {name}
              </button>
            ))}
          </div>
          <Select
            label="Seen by"
            searchable
            allowDeselect={false}
            limit={300}
            data={[{ value: '', label: 'The execution' }, ...seenBy]}
            value={isKnown ? taskRunId : ''}
            onChange={(value) => change({ task: value || null })}
          />
          <div className={classes.actions}>
            <span className={classes.keys}>
              <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">Enter</Kbd>
            </span>
            <Button
              onClick={run}
              loading={isEvaluating}
              disabled={expression.trim() === ''}
              leftSection={<IconPlayerPlayFilled size={13} />}
            >
              Evaluate
            </Button>
          </div>
        </div>
      </Card>
      <div className={classes.answer} aria-live="polite" aria-busy={isEvaluating}>
        <ExpressionAnswer answer={answer} />
      </div>
    </div>
  );
}

/** Task runs by their order; those of the same task are told apart by value and number. */
function seers(timeline: Timeline, taskRuns: readonly ShownTaskRun[]) {
  const rows =
    timeline.rows.size > 0
      ? [...timeline.rows.values()].map(({ taskRunId, ...row }) => ({ id: taskRunId, ...row }))
      : taskRuns;
  const counts = new Map<string, number>();
  return rows.map(({ id, taskId, value, state }) => {
    const number = (counts.get(taskId) ?? 0) + 1;
    counts.set(taskId, number);
    const which = value !== null ? ` · ${value}` : number > 1 ? ` · ${number}` : '';
    return { value: id, label: `${taskId}${which} (${stateLook(state).label})` };
  });
}
