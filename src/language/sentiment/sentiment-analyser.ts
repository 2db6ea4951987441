import type { Turn } from '../../domain/interaction.ts';
import type { SentimentCourse, TurnSentiment } from '../../domain/understanding.ts';
import type { Role } from '../../domain/vocabulary.ts';
import type { Analyser, Document, Findings } from '../analyser.ts';
import type { SentenceEncoder } from '../encoder/sentence-encoder.ts';
import { measureCourse, type ScoredTurn } from './measure-course.ts';
import { judgeSentiment } from './sentiment-head.ts';
import { chooseSentimentHead } from './sentiment-heads.ts';

interface SentimentOptions {
  /** Agents' words are judged only where the workspace says so; the version tells which. */
  readonly agents: boolean;
  readonly encoder: SentenceEncoder | null;
}

/** Sentiment of each turn from its words, and its course per side. Voices are never judged. */
export function createSentimentAnalyser({ agents, encoder }: SentimentOptions): Analyser {
  const head = chooseSentimentHead(encoder?.version ?? null);
  const reading = head.encoder === null ? null : encoder;
  const sides: readonly Role[] = agents ? ['customer', 'agent'] : ['customer'];
  return {
    name: 'sentiment',
    version: `${head.version}${agents ? '+agents' : ''}`,
    languages: ['en'],
    needs: [],
    adds: ['sentiment'],
    async analyse(document) {
      const judged = document.turns.filter(({ role }) => sides.includes(role));
      const vectors = reading ? await reading.encode(judged.map(({ text }) => text)) : [];
      const turns = judged.flatMap((turn, at) => judgeSentiment(head, turn.index, turn.text, vectors[at] ?? null) ?? []);
      return findings(document, turns, sides);
    },
  };
}

function findings({ turns: all }: Document, turns: readonly TurnSentiment[], sides: readonly Role[]): Findings {
  const byIndex = new Map<number, Turn>(all.map((turn) => [turn.index, turn]));
  const scored = (role: Role): ScoredTurn[] =>
    turns.flatMap((one) => {
      const turn = byIndex.get(one.turn);
      return turn?.role === role ? [{ ...one, words: turn.text.split(/\s+/).length }] : [];
    });
  const courses = sides.filter((role) => all.some((turn) => turn.role === role)).map((role) => measureCourse(role, scored(role)));
  return { parts: { sentiment: { turns, courses } }, measures: courseMeasures(sides, courses) };
}

const courseNames = [
  ['mean', 'mean'],
  ['start', 'start'],
  ['end', 'end'],
  ['slope', 'slope'],
  ['lowest', 'lowest'],
  ['negativeShare', 'negative_share'],
] as const;

function courseMeasures(sides: readonly Role[], courses: readonly SentimentCourse[]): NonNullable<Findings['measures']> {
  const values: Record<string, number | null> = {};
  const gaps: Record<string, string> = {};
  for (const role of sides) {
    const course = courses.find((one) => one.role === role);
    for (const [part, name] of courseNames) {
      const measure = `sentiment.${role}.${name}`;
      values[measure] = course?.state === 'measured' ? course[part] : null;
      if (course?.state !== 'measured') gaps[measure] = course ? 'too-short' : 'no-such-role';
    }
  }
  return { values, gaps };
}
