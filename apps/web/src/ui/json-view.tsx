import classes from './json-view.module.css';

/** A value as a list of names, deeper ones as formatted JSON. */
export function JsonFields({ value }: { value: unknown }) {
  if (!isRecord(value))
    return (
      <pre className={classes.json} tabIndex={0}>
        {JSON.stringify(value, null, 2)}
      </pre>
    );
  return (
    <dl className={classes.fields}>
      {Object.entries(value).map(([name, each]) => (
        <div key={name} className={classes.field}>
          <dt>{name}</dt>
          <dd>
            {typeof each === 'object' && each !== null ? (
              <pre className={classes.json} tabIndex={0}>
                {JSON.stringify(each, null, 2)}
              </pre>
            ) : (
              <span className={classes.plain}>{String(each)}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Whether a JSON value has named fields to show. */
export function hasFields(value: unknown): boolean {
  return isRecord(value) ? Object.keys(value).length > 0 : value !== null && value !== undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
