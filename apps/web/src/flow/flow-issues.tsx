import classes from './flow-issues.module.css';

export interface ShownIssue {
  severity: 'ERROR' | 'WARNING';
  path: string;
  message: string;
  line: number;
  column: number;
}

/** What is wrong with a flow's source, with the place of each. */
export function FlowIssues({ issues }: { issues: readonly ShownIssue[] }) {
  return (
    <section className={classes.issues} role="alert" aria-label="Problems in the source">
      <h2>The flow was not saved</h2>
      <ul>
        {issues.map((issue) => (
          <li
            key={`${issue.line}:${issue.column}:${issue.path}:${issue.message}`}
            data-severity={issue.severity}
          >
            <code>
              {issue.line}:{issue.column}
            </code>
            <span>
              {issue.path && <code>{issue.path}</code>} {issue.message}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
