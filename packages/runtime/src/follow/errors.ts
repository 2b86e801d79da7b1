/** There is no such execution, or not any more. */
export class ExecutionNotFound extends Error {
  override readonly name = 'ExecutionNotFound';
  constructor(readonly executionId: string) {
    super(`There is no execution ${executionId}.`);
  }
}

/** The cursor is not a place in this feed: it belongs to another one, or the store was replaced by an older copy. */
export class CursorUnknown extends Error {
  override readonly name = 'CursorUnknown';
  constructor() {
    super('The cursor is not a place in this feed. Read from the beginning.');
  }
}
