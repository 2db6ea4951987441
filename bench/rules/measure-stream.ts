import { Dictionary } from '../../src/language/tokens/dictionary.ts';
import type { Conversation } from '../../src/rules/conversation.ts';
import type { Program } from '../../src/rules/plan.ts';
import { replay } from '../../src/rules/stream-replay.ts';
import { VocabularyCodes } from '../../src/rules/vocabulary-codes.ts';
import type { BenchRow } from '../row.ts';

const sessions = 400;
const longTurns = 200;
const comparedTurns = 40;
const replays = 4;

/**
 * What a turn that is added to a live conversation costs: all its words and its end, with all rules listening. Not timed: reading
 * the text into words, which the session's owner does, and the end of the conversation, which gives the findings of all rules.
 */
export function measureStream(program: Program, conversations: readonly Conversation[]): BenchRow[] {
  const codes = new VocabularyCodes(program, new Dictionary());
  const live = conversations.filter(({ turns }) => turns.length >= 4).slice(0, sessions * 2);
  const costs = { all: [] as number[], early: [] as number[], late: [] as number[] };
  let stateBytes = 0;
  for (const [index, conversation] of live.entries()) {
    const session = turnCosts(program, conversation, codes);
    stateBytes = Math.max(stateBytes, session.stateBytes);
    // The first half warms the code up.
    if (index >= sessions) costs.all.push(...session.costs);
  }
  for (let round = 0; round < 3; round++) {
    const session = turnCosts(program, repeated(live, longTurns), codes);
    stateBytes = Math.max(stateBytes, session.stateBytes);
    costs.early.push(...session.costs.slice(0, comparedTurns));
    costs.late.push(...session.costs.slice(-comparedTurns));
  }
  return [
    { name: 'stream_per_turn_p50', value: quantile(costs.all, 0.5), unit: 'µs' },
    { name: 'stream_per_turn_p95', value: quantile(costs.all, 0.95), unit: 'µs' },
    {
      name: 'stream_growth',
      value: quantile(costs.late, 0.5) / quantile(costs.early, 0.5),
      unit: 'ratio',
      peer: 'the same turns, first of 200',
    },
    {
      name: 'stream_state_counted',
      value: stateBytes / 1024,
      unit: 'KB',
      peer: 'spans and words kept to go on, by count; evidence left out',
    },
  ];
}

/** Microseconds of each turn, its words together: the least of several replays, so that what else the machine does is left out. */
function turnCosts(program: Program, conversation: Conversation, codes: VocabularyCodes): { costs: number[]; stateBytes: number } {
  const costs: number[] = [];
  let stateBytes = 0;
  for (let round = 0; round < replays; round++) {
    let spent = 0;
    let turn = 0;
    let last = performance.now();
    replay(program, conversation, {
      codes,
      onStep: (_, stream, isTurnEnd) => {
        spent += performance.now() - last;
        if (isTurnEnd) {
          costs[turn] = Math.min(costs[turn] ?? Number.POSITIVE_INFINITY, spent * 1000);
          turn++;
          spent = 0;
          stateBytes = Math.max(stateBytes, stream.stateBytes);
        }
        last = performance.now();
      },
    });
  }
  // The first turn's figure holds the reading of the text.
  return { costs: costs.slice(1), stateBytes };
}

/** The same turns over and over, so that late ones differ from early ones in nothing but what came before. */
function repeated(conversations: readonly Conversation[], count: number): Conversation {
  const once = conversations.flatMap((conversation) => conversation.turns).slice(0, comparedTurns);
  const turns = Array.from({ length: count }, (_, index) => {
    const turn = once[index % comparedTurns] as Conversation['turns'][number];
    return { ...turn, index, participant: turn.role, startMs: index * 60_000, endMs: index * 60_000 };
  });
  return { ...(conversations[0] as Conversation), turns };
}

function quantile(values: number[], share: number): number {
  values.sort((a, b) => a - b);
  return values[Math.floor(values.length * share)] ?? Number.NaN;
}
