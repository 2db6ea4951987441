import type { InteractionId } from '../../domain/ids.ts';
import { tokenizerVersion } from '../../language/tokens/dictionary.ts';
import type { ContentStore } from '../../storage/content.ts';
import type { FindingStore } from '../../storage/findings.ts';
import type { ReadingStore } from '../../storage/readings.ts';
import type { Processed } from '../work.ts';
import type { Rescoring } from './rescoring.ts';
import type { StoreWords } from './store-words.ts';

export interface ProcessedStoreOptions {
  readonly content: Pick<ContentStore, 'put'>;
  readonly readings: Pick<ReadingStore, 'put'>;
  readonly findings: Pick<FindingStore, 'put'>;
  readonly words: StoreWords;
  readonly rescoring: Pick<Rescoring, 'inVersions'>;
  /** Judges again what leans on the customer's other contacts, once they are stored. */
  readonly judgeHistory: (ids: readonly InteractionId[], versions: readonly number[]) => Promise<void>;
}

export type StoreProcessed = (batch: readonly Processed[]) => Promise<void>;

/** Stores conversations with what rules read of them and what they said. Durable when it resolves; the same again changes nothing. */
export function createProcessedStore(options: ProcessedStoreOptions): StoreProcessed {
  const { content, readings, findings, words, rescoring, judgeHistory } = options;
  return async function storeProcessed(batch) {
    const named = batch.map(({ interaction: { id, version }, judged }) => ({ id, version, judged }));
    const tokens = await words.renumber(named.map(({ judged }) => judged.reading));
    const verdicts = named.map(({ id, version, judged }) => ({ id, version, ...judged.verdicts }));
    const rows = named.map(({ id, version, judged }, index) => {
      const { profile, frame, facts } = judged.reading;
      const { startedAt } = judged;
      return { id, version, startedAt, profile, frame, facts, tokeniser: tokenizerVersion, tokens: tokens[index] ?? new Uint8Array() };
    });
    await rescoring.inVersions(async (versions) => {
      await Promise.all([
        content.put(batch.map(({ interaction }) => interaction)),
        readings.put(rows),
        ...versions.map((version) => findings.put(version, verdicts)),
      ]);
      await judgeHistory(
        named.map(({ id }) => id),
        versions,
      );
    });
  };
}
