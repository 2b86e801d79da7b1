import type { Line } from './attempt-log';

/** A place in a log where lines were dropped. */
export interface Gap {
  /** When the first of them came. */
  readonly at: Date;
  readonly reason: 'slowStore' | 'fullLog';
  lines: number;
  /** of UTF-8 */
  bytes: number;
}

const REASONS: Readonly<Record<Gap['reason'], string>> = {
  slowStore: 'more came than could be stored in time',
  fullLog: 'the log of this attempt was full',
};

/** A gap of which nothing is known yet but that it begins now. */
export function newGap(reason: Gap['reason'], at: Date): Gap {
  return { at, reason, lines: 0, bytes: 0 };
}

export function dropInto(gap: Gap, message: string): void {
  gap.lines += 1;
  gap.bytes += Buffer.byteLength(message);
}

/** The line that stands in its place. */
export function gapLine({ at, reason, lines, bytes }: Gap): Line {
  const missing = lines === 1 ? '1 line is' : `${lines} lines are`;
  return { at, level: 'WARN', message: `${missing} missing here (${bytes} bytes): ${REASONS[reason]}.` };
}
