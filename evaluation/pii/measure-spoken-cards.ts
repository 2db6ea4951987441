import type { Turn } from '../../src/domain/interaction.ts';
import { redactTurns } from '../../src/language/redaction/redact-turns.ts';
import { bootstrapInterval } from '../bootstrap.ts';
import type { EvaluationRow } from '../row.ts';
import { notCards, type SpokenCase, spokenCases } from './spoken-cards.ts';

/** Card numbers as people say them: a way counts as found when not one of its digits can still be read or counted. */
export function measureSpokenCards(show: (way: string, texts: readonly string[]) => void = () => {}): EvaluationRow[] {
  const found = spokenCases.map((one) => {
    const texts = redact(one);
    const isGone = one.turns.every(({ text }, index) =>
      secrets(text).every((secret) => secret.every((word) => !leaves(texts[index] ?? '', word, text))),
    );
    if (!isGone) show(one.way, texts);
    return isGone ? 1 : 0;
  });
  const kept = notCards.map((one) => {
    const texts = redact(one);
    const isKept = !texts.some((text) => /<(?:card|cvv|expiry)>/.test(text));
    if (!isKept) show(`not a card: ${one.way}`, texts);
    return isKept ? 1 : 0;
  });
  const share = (values: readonly number[]) => values.reduce<number>((sum, value) => sum + value, 0) / values.length;
  const hits = found.filter((value) => value === 1).length;
  const precision = (values: readonly number[]) => hits / (hits + values.filter((value) => value === 0).length);
  const common = { suite: 'pii', dataset: 'cards_spoken', unit: 'ratio', better: 'higher' } as const;
  return [
    {
      ...common,
      measure: 'recall',
      value: share(found),
      n: found.length,
      interval: bootstrapInterval(found, share),
      floor: 0.98,
      aim: 0.999,
    },
    { ...common, measure: 'precision', value: precision(kept), n: kept.length, interval: bootstrapInterval(kept, precision), aim: 0.98 },
  ];
}

function redact({ turns }: SpokenCase): readonly string[] {
  const plain = turns.map(
    ({ speaker, text }, index): Turn => ({
      index,
      leg: 0,
      participant: speaker,
      role: speaker,
      roleConfidence: 1,
      text: text.replace(/[[\]]/g, ''),
      startMs: null,
      endMs: null,
    }),
  );
  return redactTurns(plain, { country: 'US' }).turns.map(({ text }) => text);
}

/** The words of each bracketed stretch. */
function secrets(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/\[([^\]]*)\]/g)].map((match) => (match[1] ?? '').match(/[\p{L}\d]+/gu) ?? []);
}

const bridges = new Set(['uh', 'um', 'dash', 'then', 'and']);

/** Whether the analysed text has the word more often than the open parts of the turn do. */
function leaves(analysed: string, word: string, marked: string): boolean {
  if (bridges.has(word)) return false;
  const count = (text: string) => (text.match(new RegExp(`(?<![\\p{L}\\d])${word}(?![\\p{L}\\d])`, 'giu')) ?? []).length;
  return count(analysed) > count(marked.replace(/\[[^\]]*\]/g, ' '));
}
