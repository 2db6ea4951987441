/**
 * ROUGE F1 (Lin 2004) as this project computes it everywhere: lower case, runs of letters and digits as tokens, no stemming, no stop
 * words taken out; with several references the mean over them. Figures of other implementations differ by a few points.
 */
export interface Rouge {
  readonly rouge1: number;
  readonly rouge2: number;
  readonly rougeL: number;
}

export function rouge(candidate: string, references: readonly string[]): Rouge {
  const own = tokensOf(candidate);
  const scores = references.map((reference) => {
    const theirs = tokensOf(reference);
    return { rouge1: overlapF1(own, theirs, 1), rouge2: overlapF1(own, theirs, 2), rougeL: subsequenceF1(own, theirs) };
  });
  const mean = (key: keyof Rouge) => scores.reduce((sum, score) => sum + score[key], 0) / (scores.length || 1);
  return { rouge1: mean('rouge1'), rouge2: mean('rouge2'), rougeL: mean('rougeL') };
}

export function tokensOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function overlapF1(left: readonly string[], right: readonly string[], size: number): number {
  const counts = new Map<string, number>();
  const grams = (tokens: readonly string[]) =>
    tokens.slice(0, Math.max(0, tokens.length - size + 1)).map((_, at) => tokens.slice(at, at + size).join(' '));
  const [ours, theirs] = [grams(left), grams(right)];
  for (const gram of theirs) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  let hits = 0;
  for (const gram of ours) {
    const rest = counts.get(gram) ?? 0;
    if (rest === 0) continue;
    counts.set(gram, rest - 1);
    hits++;
  }
  return f1(hits, ours.length, theirs.length);
}

function subsequenceF1(left: readonly string[], right: readonly string[]): number {
  let row = new Uint16Array(right.length + 1);
  for (const token of left) {
    const next = new Uint16Array(right.length + 1);
    for (let at = 0; at < right.length; at++) {
      next[at + 1] = token === right[at] ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0);
    }
    row = next;
  }
  return f1(row[right.length] ?? 0, left.length, right.length);
}

function f1(hits: number, ours: number, theirs: number): number {
  return ours + theirs === 0 ? 0 : (2 * hits) / (ours + theirs);
}
