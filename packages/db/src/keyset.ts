/** A part of a sorted list, between two places of it that themselves do not belong to the part. */
export interface Keyset<Place> {
  readonly after?: Place;
  readonly before?: Place;
  /** From the end of the part towards its beginning, and so are the rows that answer it. */
  readonly backwards: boolean;
  readonly limit: number;
}
