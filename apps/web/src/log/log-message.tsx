'use client';

import { type ReactNode, useState } from 'react';
import { sizeText } from '../ui/size';
import classes from './log-view.module.css';
import { foldedMessage, foldSteps, type MessagePart, messageParts } from './message-parts';

interface Props {
  message: string;
  /** What is searched for: it is marked. */
  text: string;
}

/** A message with its colours and links, the searched text marked, and very long ones folded. */
export function LogMessage({ message, text }: Props) {
  const [step, setStep] = useState(0);
  const { shown, left } = foldedMessage(message, step);
  const searched = text.trim().toLowerCase();
  return (
    <>
      <bdi>
        {messageParts(shown).map((part, index) => (
          // The parts of one message: they have no identity but their place.
          <Part key={index} part={part} searched={searched} />
        ))}
      </bdi>
      {left > 0 && (
        <span className={classes.fold}>
          {' '}
          … {sizeText(left)} more
          {step < foldSteps.length - 1 && (
            <button type="button" onClick={() => setStep(step + 1)}>
              Show more
            </button>
          )}
          <button type="button" onClick={() => download(message)}>
            Download this line
          </button>
        </span>
      )}
    </>
  );
}

function Part({ part, searched }: { part: MessagePart; searched: string }) {
  const content = marked(part.text, searched);
  if (part.isControl)
    return (
      <span className={classes.control} title="Turns the order of what follows around">
        {content}
      </span>
    );
  if (part.href !== null)
    return (
      <a
        href={part.href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        data-colour={part.colour ?? undefined}
      >
        {content}
      </a>
    );
  if (part.colour === null && !part.isBold && !part.isDim && !part.isUnderlined) return content;
  return (
    <span
      data-colour={part.colour ?? undefined}
      data-bold={part.isBold || undefined}
      data-dim={part.isDim || undefined}
      data-underlined={part.isUnderlined || undefined}
    >
      {content}
    </span>
  );
}

function marked(text: string, searched: string): ReactNode {
  if (searched === '') return text;
  const lower = text.toLowerCase();
  const parts: ReactNode[] = [];
  let from = 0;
  for (let at = lower.indexOf(searched); at >= 0; at = lower.indexOf(searched, from)) {
    if (at > from) parts.push(text.slice(from, at));
    from = at + searched.length;
    parts.push(<mark key={at}>{text.slice(at, from)}</mark>);
  }
  parts.push(text.slice(from));
  return <>{parts}</>;
}

function download(message: string): void {
  const url = URL.createObjectURL(new Blob([message], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'line.log';
  link.click();
  URL.revokeObjectURL(url);
}
