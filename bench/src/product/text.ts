import { median } from '../numbers';
import { PROCESSES, type ProcessorMs, sum, type Usage } from './meter';

/** `0.123`, `1.23`, `12.3`, `123`: three figures that mean something. */
export function figure(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  return value.toFixed(digits);
}

/** Milliseconds of processor for one of so many, by process; the median of the usages. */
export function processorLine(usages: readonly Usage[], count: number): string {
  return byProcess((of) => figure(median(usages.map(({ processorMs }) => of(processorMs) / count))), ' ms');
}

/** Percent of one core, by process. */
export function percentLine({ processorMs, elapsedMs }: Usage): string {
  return byProcess((of) => figure((of(processorMs) / elapsedMs) * 100), ' %');
}

/** The benchmark's own and everybody else's come last and are no part of the product's sum. */
function byProcess(show: (of: (processorMs: ProcessorMs) => number) => string, unit: string): string {
  const parts = PROCESSES.map((name) => `${name} ${show((processorMs) => processorMs[name])}`);
  const total = show((processorMs) => sum(PROCESSES.map((name) => processorMs[name])));
  const rest = `the benchmark itself ${show(({ load }) => load)}, all else on this machine ${show(({ others }) => others)}`;
  return `${total}${unit} (${parts.join(', ')}; ${rest})`;
}
