import classes from './labels.module.css';

interface Label {
  key: string;
  value: string;
}

interface Props {
  labels: readonly Label[];
  onSelect?: (label: Label) => void;
  /** Cut off what does not fit instead of wrapping. */
  oneLine?: boolean;
  /** Also those that the system sets, such as the correlation id. */
  withSystem?: boolean;
}

const systemPrefixes = ['system.', 'internal.'];

/** Labels as small tags; with `onSelect` each is a button (to filter by it). */
export function Labels({ labels, onSelect, oneLine, withSystem }: Props) {
  const shown = withSystem
    ? labels
    : labels.filter(({ key }) => !systemPrefixes.some((prefix) => key.startsWith(prefix)));
  return (
    <span className={classes.labels} data-one-line={oneLine || undefined}>
      {shown.map((label) => {
        const content = (
          <>
            <span className={classes.key}>{label.key}</span>
            {label.value}
          </>
        );
        const key = `${label.key}:${label.value}`;
        return onSelect ? (
          <button
            key={key}
            type="button"
            className={classes.label}
            onClick={(event) => {
              event.stopPropagation();
              onSelect(label);
            }}
            title={`Filter by ${key}`}
          >
            {content}
          </button>
        ) : (
          <span key={key} className={classes.label}>
            {content}
          </span>
        );
      })}
    </span>
  );
}
