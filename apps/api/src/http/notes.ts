/** What becomes known of a request while it is answered. */
export interface RequestNotes {
  /** Name of the GraphQL operation, or its kind where it has none. */
  operation?: string;
  /** What its document may cost. */
  cost?: number;
  /** The field that was waited for longest. */
  slowest?: { readonly field: string; readonly ms: number };
}
