// @ts-check
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/**
 * Adds up vitest's JSON report. A file that could not be loaded counts as one failed test.
 * @param {string} path
 * @returns {Tally}
 */
export function readVitestReport(path) {
  const report = readJson(path);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const brokenFiles = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ { status, assertionResults }) =>
      status === 'failed' && assertionResults.length === 0,
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * Adds up Playwright's JSON report. A test that passed only on its second try failed: a real fault hides in it.
 * @param {string} path
 * @returns {Tally}
 */
export function readPlaywrightReport(path) {
  const report = readJson(path);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
}

/** @param {string} path */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

const CLOSING_LINE =
  /^\s*(Test Files|Tests|Duration)\s{2,}\S|^\s+\d+ (passed|failed|flaky|skipped|did not run)\b/;

/**
 * The lines with which vitest and Playwright end.
 * @param {string} output
 * @returns {string[]}
 */
export function closingLines(output) {
  return stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => CLOSING_LINE.test(line))
    .slice(-6);
}
