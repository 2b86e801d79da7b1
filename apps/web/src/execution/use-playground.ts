'use client';

import { useRef, useState } from 'react';
import { useClient } from 'urql';
import { graphql, type ResultOf } from '../graphql/graphql';
import { requestErrorText } from '../ui/notices';

const EvaluateExpression_Query = graphql(`
  query ExecutionScreen_EvaluateExpression($executionId: String!, $taskRunId: String, $expression: String!) {
    evaluateExpression(executionId: $executionId, taskRunId: $taskRunId, expression: $expression) {
      result
      error {
        message
        line
        column
        candidates
      }
      trace {
        text
        line
        column
        value
        error
      }
    }
  }
`);

export type Evaluation = NonNullable<ResultOf<typeof EvaluateExpression_Query>['evaluateExpression']>;

/** What came of the last question; `expression` is what was asked, however the editor looks by now. */
export type Answer =
  | { kind: 'evaluated'; expression: string; at: string; evaluation: Evaluation }
  | { kind: 'failed'; message: string };

export interface Playground {
  expression: string;
  setExpression(expression: string): void;
  answer: Answer | null;
  isEvaluating: boolean;
  evaluate(taskRunId: string | null): void;
}

/** The expression that a reader tries on an execution; kept while the reader goes between the tabs. */
export function usePlayground(executionId: string): Playground {
  const client = useClient();
  const [expression, setExpression] = useState('{{ outputs }}');
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [isEvaluating, setEvaluating] = useState(false);
  const asked = useRef(0);

  const ask = async (taskRunId: string | null): Promise<void> => {
    asked.current += 1;
    const question = asked.current;
    setEvaluating(true);
    const { data, error } = await client
      .query(
        EvaluateExpression_Query,
        { executionId, taskRunId, expression },
        { requestPolicy: 'network-only' },
      )
      .toPromise();
    if (question !== asked.current) return;
    setEvaluating(false);
    const evaluation = data?.evaluateExpression;
    if (evaluation) setAnswer({ kind: 'evaluated', expression, at: new Date().toISOString(), evaluation });
    else
      setAnswer({
        kind: 'failed',
        message: error ? requestErrorText(error) : 'There is no such task run in this execution.',
      });
  };
  return {
    expression,
    setExpression,
    answer,
    isEvaluating,
    evaluate: (taskRunId) => void ask(taskRunId),
  };
}
