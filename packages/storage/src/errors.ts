/** A key that is malformed, or that could mean a place outside of the storage. */
export class InvalidKey extends Error {
  override readonly name = 'InvalidKey';

  constructor(
    readonly key: string,
    reason: string,
  ) {
    super(`The storage key ${JSON.stringify(key.slice(0, 200))} is not valid: ${reason}`);
  }
}

/** There is no file under the key. */
export class FileNotFound extends Error {
  override readonly name = 'FileNotFound';

  constructor(readonly key: string) {
    super(`There is no stored file ${JSON.stringify(key)}`);
  }
}

/** A file and a folder would have the same name. */
export class KeyConflict extends Error {
  override readonly name = 'KeyConflict';

  constructor(readonly key: string) {
    super(`The file ${JSON.stringify(key)} cannot be stored: a file and a folder would have the same name`);
  }
}
