import { z } from 'zod';
import { splitSentences } from '../../src/language/summary/split-sentences.ts';
import { summarise } from '../../src/language/summary/summary-analyser.ts';
import { conversationDocument } from '../../src/language/testing/conversation-document.ts';
import { bootstrapInterval } from '../bootstrap.ts';
import { readItems } from '../corpora.ts';
import { type Rouge, rouge } from '../rouge.ts';
import type { EvaluationRow, SuiteOptions } from '../row.ts';

const itemSchema = z.object({
  id: z.string(),
  dialog: z.array(z.object({ speaker: z.string(), text: z.string() })),
  references: z.array(z.string()),
});
type Item = z.infer<typeof itemSchema>;

const leadSentences = 4;

interface Scores extends Rouge {
  readonly sentence_f1: number;
}

interface Judged {
  readonly ours: Scores;
  readonly lead: Scores;
}

/**
 * Which sentences the summary quotes. The references are free text, so the sentences a person would have quoted are those that, added one by
 * one, raise ROUGE-1 with the reference most (as in Nallapati et al. 2017); F1 against them, mean over references.
 */
export async function run({ corpora }: SuiteOptions): Promise<EvaluationRow[]> {
  return ['tweetsumm_airlines', 'dialogsum'].flatMap((dataset) => {
    const items = readItems(corpora, `summaries/${dataset}`, itemSchema);
    const judged = items.map(judge);
    if (judged.length === 0) return [];
    return (['sentence_f1', 'rouge1', 'rouge2', 'rougeL'] as const).map((measure): EvaluationRow => {
      const mean = (side: keyof Judged) => (drawn: readonly Judged[]) =>
        drawn.reduce((sum, one) => sum + one[side][measure], 0) / drawn.length;
      const lead = mean('lead')(judged);
      return {
        suite: 'summaries',
        dataset,
        measure,
        value: mean('ours')(judged),
        unit: 'ratio',
        better: 'higher',
        n: judged.length,
        interval: bootstrapInterval(judged, mean('ours')),
        baseline: lead,
        ...(measure === 'sentence_f1' ? { floor: lead, aim: 0.45 } : {}),
      };
    });
  });
}

function judge({ dialog, references }: Item): Judged {
  const document = conversationDocument(
    dialog.map(({ speaker, text }) => `${roleOf(speaker)}: ${text.replace(/[@#]\w+\s*/g, '').replaceAll('\n', ' ')}`),
  );
  const sentences = splitSentences(document.turns);
  const texts = sentences.map(({ text }) => text);
  const placeOf = new Map(sentences.map(({ turn, start }, at) => [`${turn}:${start}`, at]));
  const chosen = summarise(document.turns).flatMap(({ turn, start }) => placeOf.get(`${turn}:${start}`) ?? []);
  const lead = texts.slice(0, leadSentences).map((_, at) => at);
  const oracles = references.map((reference) => quotedFor(texts, reference));
  const score = (quoted: readonly number[]): Scores => ({
    ...rouge(quoted.map((at) => texts[at]).join(' '), references),
    sentence_f1: oracles.reduce((sum, oracle) => sum + setF1(quoted, oracle), 0) / (oracles.length || 1),
  });
  return { ours: score(chosen), lead: score(lead) };
}

/** In everyday dialogue nobody serves anybody: the roles are unknown. */
function roleOf(speaker: string): string {
  return speaker === 'a' ? 'agent' : speaker === 'c' ? 'customer' : 'unknown';
}

function quotedFor(texts: readonly string[], reference: string): number[] {
  const chosen: number[] = [];
  let best = 0;
  while (chosen.length < 6) {
    const candidates = texts.flatMap((_, at) => {
      if (chosen.includes(at)) return [];
      const together = [...chosen, at].sort((a, b) => a - b).map((place) => texts[place]);
      return [{ at, score: rouge(together.join(' '), [reference]).rouge1 }];
    });
    const next = candidates.reduce((top, one) => (one.score > top.score ? one : top), { at: -1, score: best });
    if (next.at < 0) break;
    chosen.push(next.at);
    best = next.score;
  }
  return chosen;
}

function setF1(quoted: readonly number[], oracle: readonly number[]): number {
  const hits = quoted.filter((at) => oracle.includes(at)).length;
  return quoted.length + oracle.length === 0 ? 0 : (2 * hits) / (quoted.length + oracle.length);
}
