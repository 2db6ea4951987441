import { setTimeout as sleep } from 'node:timers/promises';
import type { Line } from '../pipeline/line.ts';
import { createProgress } from './print.ts';

const lookMs = 500;

/** While there is work on the line, says how much, on stderr. Ends with `signal`. */
export async function reportProgress(line: Pick<Line, 'progress'>, signal: AbortSignal): Promise<void> {
  const progress = createProgress();
  let busySince: number | null = null;
  while (!signal.aborted) {
    const { waiting, working, done, failed } = await line.progress();
    if (waiting + working > 0) {
      busySince ??= Date.now();
      progress.show(`${done} conversations read, ${waiting + working} to go${failed > 0 ? `, ${failed} failed` : ''}`);
    } else if (busySince !== null) {
      progress.end();
      process.stderr.write(`${done} conversations read in ${Math.round((Date.now() - busySince) / 1000)} s.\n`);
      busySince = null;
    }
    await sleep(lookMs, undefined, { signal }).catch(() => undefined);
  }
}
