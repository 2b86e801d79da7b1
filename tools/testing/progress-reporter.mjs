// @ts-check

const EVERY_MS = 20_000;

/**
 * A reporter for vitest that tells now and then how far it is. The default one speaks when a file ends, and a file can take minutes on a
 * busy machine: `npm test` would take that for a hang.
 */
export default class ProgressReporter {
  #ended = 0;
  #toldAt = performance.now();

  /** @param {{ fullName: string, module: { moduleId: string } }} testCase */
  onTestCaseResult({ fullName }) {
    this.#ended += 1;
    const now = performance.now();
    if (now - this.#toldAt < EVERY_MS) return;
    this.#toldAt = now;
    process.stdout.write(`   ... ${this.#ended} tests so far, the last one: ${fullName}\n`);
  }
}
