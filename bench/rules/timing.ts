/**
 * Seconds of processor time of this thread for each piece of work in each round. The pieces take turns, and waiting for a
 * processor does not count, so that a busy machine bears on all of them alike.
 */
export function timeInTurns(rounds: number, work: readonly (() => void)[]): number[][] {
  const seconds: number[][] = work.map(() => []);
  for (let round = 0; round < rounds; round++) for (const [index, piece] of work.entries()) seconds[index]?.push(processorSeconds(piece));
  return seconds;
}

export function processorSeconds(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1e6;
}

export function least(values: readonly number[]): number {
  return Math.min(...values);
}

/** Of the ratios of each round: what one piece takes beside another at the same moment. */
export function medianRatio(over: readonly number[], under: readonly number[]): number {
  const ratios = over.map((value, round) => value / (under[round] ?? Number.NaN)).sort((a, b) => a - b);
  return ratios[ratios.length >> 1] ?? Number.NaN;
}
