/**
 * Greedy decoders sometimes fall into a loop on noise. A phrase of n tokens counts as a loop when it stands at the end
 * at least this often in a row; single tokens need more, since callers do say "zero zero zero zero".
 */
function repeatsAllowed(length: number): number {
  return length === 1 ? 8 : length === 2 ? 6 : 4;
}
const longestPhrase = 12;

export function endsInLoop(tokens: readonly number[]): boolean {
  return loopLength(tokens) > 0;
}

/** How many tokens to keep: the phrase once, without its repetitions. */
export function withoutLoop(tokens: readonly number[]): number {
  const length = loopLength(tokens);
  return length === 0 ? tokens.length : tokens.length - length * (repeatsAllowed(length) - 1);
}

function loopLength(tokens: readonly number[]): number {
  for (let length = 1; length <= longestPhrase; length++) {
    const span = length * repeatsAllowed(length);
    if (tokens.length < span) continue;
    const from = tokens.length - span;
    let same = true;
    for (let index = from + length; index < tokens.length && same; index++) same = tokens[index] === tokens[index - length];
    if (same) return length;
  }
  return 0;
}
