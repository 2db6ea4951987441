import type { Interaction } from '../domain/interaction.ts';
import type { Annotation } from '../domain/span.ts';
import type { Understanding, UnderstandingPart } from '../domain/understanding.ts';

/** What an analyser sees: the record so far. Its text is redacted already. */
export type Document = Pick<
  Interaction,
  'channel' | 'language' | 'legs' | 'turns' | 'events' | 'annotations' | 'measures' | 'understanding'
>;

/** What it adds; nothing it did not declare. */
export interface Findings {
  readonly parts?: Understanding;
  readonly annotations?: readonly Annotation[];
  /** Values and gaps for measures of docs/MEASURES.md. */
  readonly measures?: { readonly values?: Readonly<Record<string, number | null>>; readonly gaps?: Readonly<Record<string, string>> };
}

/** One way to read a conversation: small, declared, versioned. One file each, one line in `analysers.ts`, one entry in the evaluation. */
export interface Analyser {
  readonly name: string;
  /** Goes into the record's versions; a change of it re-analyses history. */
  readonly version: string;
  /** ISO 639-1 codes it was measured on; in other languages it does not run, and its parts stay absent. */
  readonly languages: 'any' | readonly string[];
  /** Parts that must have been added by analysers before it. */
  readonly needs: readonly UnderstandingPart[];
  readonly adds: readonly UnderstandingPart[];
  analyse(document: Document): Findings | Promise<Findings>;
}

/** Fails at start when an analyser stands before one whose part it needs, or two add the same part. */
export function checkOrder(analysers: readonly Analyser[]): void {
  const added = new Set<UnderstandingPart>();
  for (const analyser of analysers) {
    const missing = analyser.needs.find((part) => !added.has(part));
    if (missing) throw new Error(`Analyser ${analyser.name} needs ${missing}, which no analyser before it adds.`);
    for (const part of analyser.adds) {
      if (added.has(part)) throw new Error(`Analyser ${analyser.name} adds ${part}, which another added before.`);
      added.add(part);
    }
  }
}

/** Runs every analyser that reads the document's language, each on what the ones before it found. */
export async function runAnalysers<Doc extends Document>(document: Doc, analysers: readonly Analyser[]): Promise<Doc> {
  let current = document;
  for (const analyser of analysers) {
    if (!reads(analyser, current)) continue;
    const findings = analyser.analyse(current);
    current = extend(current, findings instanceof Promise ? await findings : findings);
  }
  return current;
}

/** A text too short to tell its language is taken for the workspace's own. */
export function reads(analyser: Analyser, { language }: Document): boolean {
  return analyser.languages === 'any' || language === null || analyser.languages.includes(language.code);
}

function extend<Doc extends Document>(document: Doc, { parts, annotations, measures }: Findings): Doc {
  return {
    ...document,
    understanding: parts ? { ...document.understanding, ...parts } : document.understanding,
    annotations: annotations?.length ? [...document.annotations, ...annotations] : document.annotations,
    measures: measures
      ? { values: { ...document.measures.values, ...measures.values }, gaps: { ...document.measures.gaps, ...measures.gaps } }
      : document.measures,
  };
}
