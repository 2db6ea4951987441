import type { Interaction } from '../domain/interaction.ts';
import type { Evidence, Understanding } from '../domain/understanding.ts';
import { printLine } from './print.ts';

const mostQuotes = 3;
const longestQuote = 60;
/** Analysers of `versions` whose findings are printed here. */
const parts = ['summary', 'statements', 'reasons', 'sentiment', 'effort', 'politeness', 'empathy', 'signals', 'redaction'] as const;

/** What was read out of the words, each with its words and the version that said so. */
export function printUnderstanding(interaction: Interaction): void {
  const { understanding, annotations, versions, turns } = interaction;
  const texts = new Map(turns.map(({ index, text }) => [index, text]));
  const why = (because: readonly Evidence[]) =>
    because
      .slice(0, mostQuotes)
      .map((one) => quote(texts, one))
      .join('; ');
  printSummary(understanding);
  printReasons(understanding, why);
  printSentiment(understanding, why);
  printConduct(understanding, why);
  for (const { name, verdict, probability, because } of understanding.signals ?? []) {
    const telling = because.filter(({ weight }) => verdict === 'unclear' || weight > 0 === (verdict === 'yes'));
    printLine(row(name, `${verdict} (${percent(probability)})`, why(telling)));
  }
  const entities = Map.groupBy(
    annotations.filter(({ kind }) => kind === 'entity'),
    ({ label }) => label,
  );
  for (const [label, found] of entities) {
    printLine(
      row(
        `entity ${label}`,
        `${found.length}×`,
        found
          .slice(0, mostQuotes)
          .map(({ turn, why: reason }) => `turn ${turn}: ${reason}`)
          .join('; '),
      ),
    );
  }
  const ran = parts.flatMap((name) => (versions[name] ? [`${name} ${versions[name]}`] : []));
  if (ran.length > 0) printLine(`read by: ${ran.join(', ')}`);
}

type Why = (because: readonly Evidence[]) => string;

function printSummary({ summary = [] }: Understanding): void {
  for (const { slot, role, text, turn, why } of summary) printLine(`${slot.padEnd(12)} ${role}, turn ${turn}: ${text}  (${why})`);
}

function printReasons({ reasons }: Understanding, why: Why): void {
  if (reasons?.length === 0) printLine(row('reason', 'none fits', ''));
  for (const { name, probability, because } of reasons ?? []) printLine(row('reason', `${name} (${percent(probability)})`, why(because)));
}

function printSentiment({ sentiment }: Understanding, why: Why): void {
  for (const course of sentiment?.courses ?? []) {
    if (course.state === 'insufficient') {
      printLine(row(`sentiment ${course.role}`, `insufficient (${course.turns} scored turns)`, ''));
      continue;
    }
    const lowest = sentiment?.turns.find(({ turn }) => turn === course.lowestTurn);
    const value = `${score(course.start)} → ${score(course.end)}, lowest ${score(course.lowest)} at turn ${course.lowestTurn}${course.recovered ? ', recovered' : ''}`;
    printLine(row(`sentiment ${course.role}`, value, why(lowest?.because ?? [])));
  }
}

function printConduct({ effort, politeness = [], empathy }: Understanding, why: Why): void {
  if (effort) printLine(row('effort', `${effort.level} (${effort.points})`, why(effort.because)));
  for (const { role, score: value, because } of politeness)
    if (value !== null) printLine(row(`politeness ${role}`, score(value), why(because)));
  if (empathy && empathy.openings > 0) printLine(row('empathy', `${empathy.met} of ${empathy.openings}`, why(empathy.because)));
}

function row(name: string, value: string, because: string): string {
  return `${name.padEnd(20)} ${value}${because ? `  because ${because}` : ''}`;
}

function quote(texts: ReadonlyMap<number, string>, { turn, start, end, why }: Evidence): string {
  const words = texts.get(turn)?.slice(start, end) ?? '';
  const shown = words.length > longestQuote ? `${words.slice(0, longestQuote)}…` : words;
  return `${shown ? `“${shown}” ` : ''}(${why}, turn ${turn})`;
}

function score(value: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(2)}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
