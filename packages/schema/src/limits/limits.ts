/** What one document may ask for. Our own screens need less than half of each. */
export const LIMITS = {
  /** characters of a document */
  documentLength: 50_000,
  /** words and signs of a document */
  tokens: 5_000,
  /** brackets inside brackets, of any kind */
  brackets: 64,
  /** operations and fragments */
  definitions: 100,
  /** fields inside fields */
  depth: 12,
  aliases: 30,
  /** fields at the top of an operation */
  rootFields: 20,
  /** fields of an operation, those of fragments once for each time they are spread */
  fields: 2_000,
  /** how often one field may be asked for under the same name at the same place */
  repeats: 10,
  /** what may have to be looked up and written: see weights.ts */
  cost: 10_000,
  /** values that are resolved for one answer, or one message of a subscription */
  values: 50_000,
  /** bytes of large texts and JSON in one answer, or one message of a subscription */
  answerBytes: 16 * 1024 * 1024,
} as const;
