import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { buildAutomaton, type LiteralPattern, outputsOf, stateAfter, step } from './automaton.ts';

const alphabet = 5;

/** Every (last word, phrase) by looking at every place. */
function search(patterns: readonly LiteralPattern[], text: readonly number[]): string[] {
  const found = new Set<string>();
  for (const { symbols, leaf } of patterns) {
    for (let end = symbols.length - 1; end < text.length; end++)
      if (symbols.every((symbol, at) => text[end - symbols.length + 1 + at] === symbol)) found.add(`${end} ${leaf} ${symbols.length}`);
  }
  return [...found].sort();
}

function run(patterns: readonly LiteralPattern[], text: readonly number[]): string[] {
  const automaton = buildAutomaton(patterns, alphabet);
  const found: string[] = [];
  let state = 0;
  for (const [end, symbol] of text.entries()) {
    const cell = step(automaton, state, symbol);
    const list = outputsOf(automaton, cell);
    for (let at = automaton.firstOutput[list] ?? 0; at < (automaton.firstOutput[list + 1] ?? 0); at += 2)
      found.push(`${end} ${automaton.outputs[at]} ${automaton.outputs[at + 1]}`);
    state = stateAfter(automaton, cell);
  }
  return found.sort();
}

describe('automaton', () => {
  it('finds what a search at every place finds, phrases within phrases included', () => {
    const phrase = fc.array(fc.integer({ min: 1, max: alphabet - 1 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(phrase, { maxLength: 12 }), fc.array(fc.nat(alphabet - 1), { maxLength: 30 }), (phrases, text) => {
        const patterns = phrases.map((symbols, leaf) => ({ symbols, leaf }));
        assert.deepEqual(run(patterns, text), search(patterns, text));
      }),
      { numRuns: 500 },
    );
  });

  it('takes room for the beginnings of phrases, not for every symbol after each', () => {
    const symbols = 20_000;
    const patterns = Array.from({ length: symbols - 3 }, (_, at) => ({
      leaf: at,
      symbols: [at + 1, ((at * 7919) % (symbols - 1)) + 1, 1],
    }));
    const { cells } = buildAutomaton(patterns, symbols);
    assert.ok(cells.length / 4 < symbols * 6, `${cells.length / 4} cells`);
  });
});
