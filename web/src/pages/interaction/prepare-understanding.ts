import type { Interaction } from '../../api.ts';
import { formatScore } from '../../format.ts';
import { contactStrings } from '../../strings/contact.ts';
import { understandingStrings } from '../../strings/understanding.ts';
import type { Match } from './find-matches.ts';

type Understanding = Interaction['understanding'];
type Evidence = NonNullable<Understanding['signals']>[number]['because'][number];

/** Words that decided something, with the place in the list of turns where they stand. */
export interface Quote {
  readonly key: string;
  /** The words; empty for what has none, such as a hold. */
  readonly text: string;
  readonly why: string;
  readonly match: Match;
  readonly turnLabel: string;
}

/** One thing that was read out of the words, with the words. */
export interface Reading {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  /** Stands out: what somebody may want to act on. */
  readonly tone: 'plain' | 'good' | 'bad';
  readonly quotes: readonly Quote[];
}

export interface SummaryLine {
  readonly key: string;
  readonly slot: string;
  readonly who: string;
  readonly quote: Quote;
}

export interface EntityKind {
  readonly label: string;
  readonly quotes: readonly Quote[];
}

export interface UnderstandingView {
  readonly summary: readonly SummaryLine[];
  readonly reasons: readonly Reading[];
  readonly signals: readonly Reading[];
  readonly conduct: readonly Reading[];
  readonly entities: readonly EntityKind[];
}

const longestQuote = 90;

export function prepareUnderstanding(interaction: Interaction): UnderstandingView {
  const { understanding, annotations } = interaction;
  const quote = quoter(interaction);
  return {
    summary: (understanding.summary ?? []).map((line, index) => ({
      key: `${line.turn}-${line.start}`,
      slot: understandingStrings.slots[line.slot],
      who: contactStrings.roles[line.role] ?? line.role,
      quote: { ...quote({ ...line, weight: 0 }, index), text: line.text },
    })),
    reasons: (understanding.reasons ?? []).map(({ name, probability, because }) => ({
      key: name,
      label: name,
      value: understandingStrings.percent(probability),
      tone: 'plain',
      quotes: because.map(quote),
    })),
    signals: (understanding.signals ?? []).map(({ name, verdict, probability, because }) => ({
      key: name,
      label: understandingStrings.signalNames[name],
      value: understandingStrings.verdict(verdict, probability),
      tone: toneOf(name, verdict),
      quotes: because.filter(({ weight }) => verdict === 'unclear' || weight > 0 === (verdict === 'yes')).map(quote),
    })),
    conduct: conductOf(understanding, quote),
    entities: [
      ...Map.groupBy(
        annotations.filter(({ kind }) => kind === 'entity'),
        ({ label }) => label,
      ),
    ].map(([label, found]) => ({
      label,
      quotes: found.map((one, index) => quote({ ...one, weight: one.confidence }, index)),
    })),
  };
}

function conductOf({ effort, politeness = [], empathy }: Understanding, quote: ReturnType<typeof quoter>): Reading[] {
  const words = understandingStrings;
  const readings: Reading[] = [];
  if (effort) {
    const value = words.effort(words.levels[effort.level], effort.points);
    readings.push({
      key: 'effort',
      label: words.effortLabel,
      value,
      tone: effort.level === 'high' ? 'bad' : 'plain',
      quotes: effort.because.map(quote),
    });
  }
  if (empathy && empathy.openings > 0) {
    const value = words.empathy(empathy.met, empathy.openings);
    readings.push({ key: 'empathy', label: words.empathyLabel, value, tone: 'plain', quotes: empathy.because.map(quote) });
  }
  for (const { role, score, because } of politeness) {
    if (score === null) continue;
    const label = words.politeness(contactStrings.roles[role] ?? role);
    readings.push({ key: `politeness-${role}`, label, value: formatScore(score), tone: 'plain', quotes: because.map(quote) });
  }
  return readings;
}

/** Good and bad news are told apart by words; the tone only helps the eye. */
function toneOf(name: NonNullable<Understanding['signals']>[number]['name'], verdict: 'yes' | 'no' | 'unclear'): Reading['tone'] {
  if (name === 'resolved') return verdict === 'yes' ? 'good' : verdict === 'no' ? 'bad' : 'plain';
  return verdict === 'yes' && name !== 'promise' && name !== 'transfer' ? 'bad' : 'plain';
}

function quoter({ turns }: Interaction) {
  const places = new Map(turns.map(({ index }, place) => [index, place]));
  return ({ turn, start, end, why }: Evidence, index: number): Quote => {
    const place = places.get(turn) ?? 0;
    const text = turns[place]?.text.slice(start, end) ?? '';
    return {
      key: `${index}-${turn}-${start}-${end}`,
      text: text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text,
      why,
      match: { turn: place, start, end },
      turnLabel: understandingStrings.turn(turn + 1),
    };
  };
}
