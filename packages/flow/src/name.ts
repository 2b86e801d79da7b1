import { z } from 'zod';
import { text } from './scalar';

/** Id of a task or a trigger. */
export function elementId() {
  return text(
    z
      .string()
      .max(256)
      .regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]*$/),
  );
}
