import { z } from 'zod';
import { text } from './scalar';

export const LOG_LEVEL_NAMES = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'] as const;

export type LogLevelName = (typeof LOG_LEVEL_NAMES)[number];

export function logLevel() {
  return text(z.enum(LOG_LEVEL_NAMES));
}
