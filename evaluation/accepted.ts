import type { EvaluationRow } from './row.ts';

/** The accepted table after some suites were measured anew: a suite that gave rows replaces its own, one that was absent keeps them. */
export function mergeAccepted(before: readonly EvaluationRow[], measured: readonly EvaluationRow[]): EvaluationRow[] {
  const suites = new Set(measured.map(({ suite }) => suite));
  const merged = [...before.filter(({ suite }) => !suites.has(suite)), ...measured];
  return merged.sort((a, b) => (a.suite < b.suite ? -1 : a.suite > b.suite ? 1 : 0));
}

/** What a figure is told by. */
export function nameOf({ suite, dataset, measure, profile }: EvaluationRow): string {
  return [suite, dataset, measure, profile].filter((part) => part !== undefined).join(' ');
}

/** Beyond the accepted interval. Speed depends on the machine and is never a gate. */
export function worseThan(now: EvaluationRow, old: EvaluationRow): boolean {
  if (old.unit === 'seconds' || old.unit === 'per_second') return false;
  const [low, high] = old.interval ?? [old.value, old.value];
  return old.better === 'higher' ? now.value < low : now.value > high;
}
