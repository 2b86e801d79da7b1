import { isJsonMap, type JsonValue } from '@headrace/json';
import { IconDownload, IconLock } from '@tabler/icons-react';
import { inOrder, type JsonPart, jsonParts, partOf } from './json-text';
import classes from './json-view.module.css';

interface Props {
  value: unknown;
  /** Where the file behind a `kestra:///` address can be downloaded. Without it addresses are plain text. */
  fileHref?: (address: string) => string;
}

interface FieldsProps extends Props {
  /** Names that come first, in this order: stored JSON forgets the order in which it was written. */
  order?: readonly string[];
}

/** A value as a list of names, deeper ones as formatted JSON; files can be downloaded, masked secrets say that they are. */
export function JsonFields({ value, fileHref, order = [] }: FieldsProps) {
  if (!isRecord(value)) return <JsonText value={value} fileHref={fileHref} />;
  return (
    <dl className={classes.fields}>
      {inOrder(value, order).map(([name, each]) => (
        <div key={name} className={classes.field}>
          <dt title={name}>{name}</dt>
          <dd>
            {isRecord(each) || Array.isArray(each) ? (
              <JsonText value={each} fileHref={fileHref} />
            ) : (
              <span className={classes.plain} data-none={each === null || undefined}>
                <Part part={partOf(String(each))} fileHref={fileHref} />
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Any value as formatted JSON. */
export function JsonText({ value, fileHref }: Props) {
  return (
    <pre className={classes.json} tabIndex={0}>
      {jsonParts(value).map((part, index) => (
        // The parts of one text: they have no identity but their place.
        <Part key={index} part={part} fileHref={fileHref} />
      ))}
    </pre>
  );
}

function Part({ part, fileHref }: { part: JsonPart; fileHref: Props['fileHref'] }) {
  if (part.kind === 'mask')
    return (
      <span className={classes.mask} title="A secret: it is stored encrypted and never shown">
        <IconLock size={13} aria-hidden />
        <span className="visually-hidden">secret, masked: </span>
        {part.text}
      </span>
    );
  if (part.kind === 'file' && fileHref)
    return (
      <a href={fileHref(part.text)} download className={classes.file} title="Download">
        <IconDownload size={13} aria-hidden />
        {part.text}
      </a>
    );
  return part.text;
}

/** Whether a JSON value has named fields to show. */
export function hasFields(value: unknown): boolean {
  return isRecord(value) ? Object.keys(value).length > 0 : value !== null && value !== undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return isJsonMap(value as JsonValue);
}
