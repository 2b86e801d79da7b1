import { IconAlertTriangle, IconCheck, IconCircleX } from '@tabler/icons-react';
import { type Problem, problemsText } from './problem';
import classes from './flow-editor.module.css';

interface Props {
  /** Null before the first answer. */
  problems: readonly Problem[] | null;
  /** The text has changed since the answer. */
  isOld: boolean;
  onChoose(problem: Problem): void;
}

/** What is wrong with the text, under it; each entry leads to its line. */
export function ProblemList({ problems, isOld, onChoose }: Props) {
  const text = problems && (problemsText(problems) ?? 'No problems');
  return (
    <section className={classes.problems} aria-label="Problems" data-old={isOld || undefined}>
      <header className={classes.problemHead}>
        <span role="status" aria-live="polite" className={classes.problemCount}>
          {problems?.length === 0 && <IconCheck size={15} aria-hidden />}
          {text ?? 'Checking…'}
        </span>
        <span className={classes.keys}>
          Ctrl Space completes · Tab indents, Esc Tab leaves · Ctrl S saves
        </span>
      </header>
      {problems && problems.length > 0 && (
        <ul className={classes.problemList}>
          {problems.map((problem, index) => (
            <li key={`${problem.line}:${problem.column}:${problem.path}:${index}`}>
              <button type="button" onClick={() => onChoose(problem)} data-severity={problem.severity}>
                {problem.severity === 'ERROR' ? (
                  <IconCircleX size={15} role="img" aria-label="Error" />
                ) : (
                  <IconAlertTriangle size={15} role="img" aria-label="Warning" />
                )}
                <code>
                  {problem.line}:{problem.column}
                </code>
                <bdi>
                  {problem.path && <code className={classes.path}>{problem.path}</code>} {problem.message}
                </bdi>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
