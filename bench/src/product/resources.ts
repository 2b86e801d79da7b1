/** What must be given back at the end, however it comes: the newest first. */
export class Resources {
  private readonly undos: (() => Promise<void>)[] = [];
  private closing: Promise<void> | undefined;

  /** @throws Error when everything is being given back: nothing new may be started then */
  check(): void {
    if (this.closing) throw new Error('The benchmark is being stopped.');
  }

  add(undo: () => Promise<void>): void {
    this.check();
    this.undos.push(undo);
  }

  /** Gives everything back, also when some of it fails. Safe to call twice. */
  close(onTrouble: (error: unknown) => void): Promise<void> {
    this.closing ??= this.undoAll(onTrouble);
    return this.closing;
  }

  private async undoAll(onTrouble: (error: unknown) => void): Promise<void> {
    for (let undo = this.undos.pop(); undo; undo = this.undos.pop()) await undo().catch(onTrouble);
  }
}
