import type { InteractionId } from '../../domain/ids.ts';
import type { FindingStore } from '../../storage/findings.ts';
import type { ContactRow, ReadingStore } from '../../storage/readings.ts';
import type { RulesInForce } from './rules-in-force.ts';
import type { StoreWords } from './store-words.ts';
import { StoredScoring } from './stored-scoring.ts';

export interface HistoryJudgeOptions {
  readonly rules: RulesInForce;
  readonly words: StoreWords;
  readonly readings: ReadingStore;
  readonly findings: FindingStore;
}

/**
 * Judges newly stored contacts with the customer's earlier ones, and the customer's later ones anew when this one arrived late. Costs
 * nothing where no rule asks for other contacts.
 */
export function createHistoryJudge({ rules, words, readings, findings }: HistoryJudgeOptions) {
  return async function judgeHistory(ids: readonly InteractionId[], versions: readonly number[]): Promise<void> {
    const { program } = rules.current();
    if (!program.uses.history) return;
    for (const version of versions) {
      const scoring = new StoredScoring({ program, dictionary: await words.dictionary(), readings, findings, version });
      const context = await scoring.contextOf(ids);
      const affected = affectedBy(new Set<string>(ids), context?.contacts ?? []);
      if (affected.length === 0) continue;
      const places = new Map<string, number>(affected.map(({ id }, place) => [id, place]));
      const rows = await readings.get(affected.map(({ id }) => id));
      const inOrder = rows.toSorted((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
      await findings.put(version, await scoring.judge(inOrder, context));
    }
  };
}

/** Contacts of which an earlier one is known: the new ones, and old ones that a new one came before. In the order they started. */
function affectedBy(arrived: ReadonlySet<string>, contacts: readonly ContactRow[]): ContactRow[] {
  const ordered = contacts
    .filter(({ startedAt }) => startedAt !== null)
    .sort((a, b) => (a.startedAt ?? '').localeCompare(b.startedAt ?? '') || (a.id < b.id ? -1 : 1));
  const seen = new Set<string>();
  const reached = new Set<string>();
  return ordered.filter((contact) => {
    const isNew = arrived.has(contact.id);
    const affected = contact.keys.some((key) => reached.has(key) || (isNew && seen.has(key)));
    for (const key of contact.keys) {
      seen.add(key);
      // What is judged anew can change what later contacts say of it.
      if (isNew || affected) reached.add(key);
    }
    return affected;
  });
}
