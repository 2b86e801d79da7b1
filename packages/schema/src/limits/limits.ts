/** What one document may ask for. Our own screens need less than a quarter of each. */
export const LIMITS = {
  /** characters of a document */
  documentLength: 50_000,
  /** words and signs of a document */
  tokens: 5_000,
  /** fields inside fields */
  depth: 12,
  aliases: 30,
  /** fields at the top of all operations */
  rootFields: 20,
  /** values that may have to be looked up: a field counts once for each item of the lists around it */
  cost: 10_000,
} as const;
