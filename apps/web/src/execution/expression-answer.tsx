'use client';

import { IconAlertTriangle } from '@tabler/icons-react';
import { Card } from '../ui/card';
import { CodeText } from '../ui/code-text';
import { CopyButton } from '../ui/copy-button';
import { EmptyState } from '../ui/empty-state';
import { JsonText } from '../ui/json-view';
import { ErrorNotice } from '../ui/notices';
import { clockTime } from '../ui/times';
import { errorSnippet, furtherCandidates, readableResult, shortValue } from './expression-result';
import classes from './expression-view.module.css';
import type { Answer, Evaluation } from './use-playground';

/** What an expression gave, or why it gave nothing; and what its parts gave. */
export function ExpressionAnswer({ answer }: { answer: Answer | null }) {
  if (answer === null)
    return (
      <EmptyState
        compact
        title="Nothing evaluated yet"
        text="The result appears here, with what each part of the expression gave."
      />
    );
  if (answer.kind === 'failed')
    return <ErrorNotice title="It could not be evaluated" message={answer.message} />;
  const { evaluation, expression, at } = answer;
  return (
    <>
      {evaluation.error ? (
        <Failure error={evaluation.error} expression={expression} />
      ) : (
        <Card
          title="Result"
          aside={
            <>
              <span>as of {clockTime(at)}</span>
              <CopyButton text={evaluation.result ?? ''} label="Copy the result" />
            </>
          }
        >
          {evaluation.result === '' ? (
            <p className={classes.nothing}>An empty text.</p>
          ) : (
            <pre className={classes.result} tabIndex={0} aria-label="Rendered text">
              {readableResult(evaluation.result ?? '')}
            </pre>
          )}
        </Card>
      )}
      {evaluation.trace.length > 0 && <Trace steps={evaluation.trace} />}
    </>
  );
}

function Failure({ error, expression }: { error: NonNullable<Evaluation['error']>; expression: string }) {
  const candidates = furtherCandidates(error);
  return (
    <section className={classes.failure} aria-label="Error">
      <h2>
        <IconAlertTriangle size={16} aria-hidden />
        Line {error.line}, column {error.column}
      </h2>
      <p>
        <CodeText text={error.message} />
      </p>
      <pre tabIndex={0} aria-label="Where it failed">
        {errorSnippet(expression, error)}
      </pre>
      {candidates.length > 0 && (
        <p className={classes.candidates}>
          Possible here:{' '}
          {candidates.map((candidate) => (
            <code key={candidate}>{candidate}</code>
          ))}
        </p>
      )}
    </section>
  );
}

function Trace({ steps }: { steps: Evaluation['trace'] }) {
  return (
    <Card title="Step by step" flush aside={steps.length}>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          // Steps are only ever replaced all together.
          <li key={index}>
            <span className={classes.place} title={`Line ${step.line}, column ${step.column}`}>
              {step.line}:{step.column}
            </span>
            <code className={classes.part}>{step.text}</code>
            {step.error === null ? (
              <StepValue value={step.value} />
            ) : (
              <span className={classes.error}>
                <CodeText text={step.error} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function StepValue({ value }: { value: unknown }) {
  const { text, isWhole } = shortValue(value);
  if (isWhole) return <code className={classes.value}>{text}</code>;
  return (
    <details className={classes.value}>
      <summary>
        <code>{text}</code>
      </summary>
      <JsonText value={value} />
    </details>
  );
}
