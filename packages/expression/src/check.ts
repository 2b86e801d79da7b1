import { Meter } from './budget';
import { machineClockMs } from './clock';
import { ExpressionError } from './error';
import type { Reference } from './references';
import { templateText } from './print-template';
import { templateOf } from './template-cache';
import { parseTemplate } from './template-parser';

/** Reading takes time that grows with the text only: a busy machine must not make a template wrong. */
const READING_WALL_TIME_MS = 30_000;

function readingMeter(): Meter {
  return new Meter({ wallTimeMs: READING_WALL_TIME_MS }, machineClockMs);
}

/** A problem in the text of a template; line and column begin at 1. */
export interface TemplateProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** The first error of grammar in a template, or null. Names of variables, filters and functions are not looked at. */
export function checkTemplate(source: string): TemplateProblem | null {
  if (!source.includes('{')) return null;
  try {
    templateOf(source, readingMeter());
    return null;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { message: error.message, line: error.line, column: error.column };
  }
}

/** The template in the usual way of writing: without comments and white-space control, with the same meaning. */
export function printTemplate(source: string): string {
  return templateText(parseTemplate(source, readingMeter()).nodes);
}

/**
 * What a template reads, so that only this has to be loaded. A call that can see all variables (`render`,
 * `printContext`) is told as the root `*`. A template that cannot be parsed reads nothing: rendering it tells why.
 */
export function references(source: string): Reference[] {
  if (!source.includes('{')) return [];
  try {
    return [...templateOf(source, readingMeter()).references];
  } catch (error) {
    if (error instanceof ExpressionError) return [];
    throw error;
  }
}
