import type { Role } from '../../domain/vocabulary.ts';
import { countWords } from './count-words.ts';
import { mergeIntervals, overlapsAny, totalMs } from './intervals.ts';
import { longestMs, type MeasureResults, type MeasureValue, perSide, type SpeechScope } from './measure-scope.ts';
import { percentile } from './percentile.ts';
import type { Stretch } from './speaking-stretches.ts';

const minuteMs = 60_000;
/** Below this a rate says more about the one sentence than about the speaker. */
const fewestWordsForRate = 10;

export function talkMeasures(scope: SpeechScope): MeasureResults {
  const talk = { agent: talkMs(scope, 'agent'), customer: talkMs(scope, 'customer') };
  const spoken = talk.agent + talk.customer;
  const gapOf = (side: Role): MeasureValue => (scope.turns.some((turn) => turn.role === side) ? 'no-clock' : 'no-such-role');
  return {
    ...perSide('talk_time', (side) => (talk[side] === 0 ? gapOf(side) : talk[side])),
    ...perSide('talk_ratio', (side) => (spoken === 0 ? 'no-clock' : talk[side] === 0 ? gapOf(side) : talk[side] / spoken)),
    ...perSide('monologue.longest', (side) => (talk[side] === 0 ? gapOf(side) : longestRunMs(scope, side))),
    ...perSide('speech_rate', (side) => (talk[side] === 0 ? gapOf(side) : speechRate(scope, side, talk[side]))),
    ...responseLatencies(scope, gapOf),
  };
}

function talkMs({ stretches }: SpeechScope, role: Role): number {
  return totalMs(mergeIntervals(stretches.filter((stretch) => stretch.role === role)));
}

/** Without backchannels, which lengthen nobody's speech. */
function longestRunMs({ stretches, thresholds, overtalk }: SpeechScope, role: Role): number {
  const backchannels = new Set(overtalk.backchannels);
  const own = stretches.filter((stretch) => stretch.role === role && !backchannels.has(stretch));
  return longestMs(mergeIntervals(own, thresholds.monologuePauseSeconds * 1000 - 1));
}

/** Words of the turns that have a clock, per minute of speaking. */
function speechRate({ turns, stretches }: SpeechScope, role: Role, spokenMs: number): MeasureValue {
  const timed = new Set(stretches.map((stretch) => stretch.turn));
  const words = turns.reduce((sum, turn, position) => (turn.role === role && timed.has(position) ? sum + countWords(turn.text) : sum), 0);
  return words < fewestWordsForRate ? 'too-short' : words / (spokenMs / minuteMs);
}

function responseLatencies(scope: SpeechScope, gapOf: (side: Role) => MeasureValue): MeasureResults {
  const backchannels = new Set(scope.overtalk.backchannels);
  const floor = scope.stretches.filter((stretch) => !backchannels.has(stretch));
  const latencies = { agent: latenciesOf('agent', floor, scope), customer: latenciesOf('customer', floor, scope) };
  const spoke = (side: Role) => floor.some((stretch) => stretch.role === side);
  const at = (share: number) => (side: 'agent' | 'customer') =>
    percentile(latencies[side], share) ?? (spoke(side) ? 'too-short' : gapOf(side));
  return { ...perSide('response_latency.p50', at(0.5)), ...perSide('response_latency.p90', at(0.9)) };
}

/** From the other side's end to this side's start at each change of floor; a hold in between makes it no answer. */
function latenciesOf(side: 'agent' | 'customer', floor: readonly Stretch[], { excluded }: SpeechScope): readonly number[] {
  const other = side === 'agent' ? 'customer' : 'agent';
  return floor.flatMap((stretch, index) => {
    const before = floor[index - 1];
    if (stretch.role !== side || before?.role !== other) return [];
    const between = { startMs: before.endMs, endMs: stretch.startMs };
    return overlapsAny(between, excluded) ? [] : [stretch.startMs - before.endMs];
  });
}
