import { measureAudioRedaction } from '../pii/audio-redaction.ts';
import { measureSpokenCards } from '../pii/measure-spoken-cards.ts';
import { measureTextRedaction } from '../pii/text-redaction.ts';
import type { EvaluationRow, SuiteOptions } from '../row.ts';

/** Redaction: what it finds, what it leaves readable or audible, and what it takes without need. */
export async function run(options: SuiteOptions): Promise<EvaluationRow[]> {
  return [...measureSpokenCards(), ...(await measureTextRedaction(options)), ...(await measureAudioRedaction(options.corpora))];
}
