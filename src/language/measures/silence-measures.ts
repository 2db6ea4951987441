import { totalMs } from './intervals.ts';
import { longestMs, type MeasureResults, perSide, type SpeechScope } from './measure-scope.ts';

export function silenceMeasures({ silences, conversationMs }: SpeechScope): MeasureResults {
  const known = <Value extends number>(value: Value) => (conversationMs === null ? 'no-clock' : value);
  const deadAir = silences.filter((silence) => silence.isDeadAir);
  return {
    'silence.total': known(totalMs(silences)),
    'silence.longest': known(longestMs(silences)),
    'silence.count': known(silences.length),
    'silence.share': conversationMs === null ? 'no-clock' : conversationMs === 0 ? 'too-short' : totalMs(silences) / conversationMs,
    ...perSide('silence.total', (side) => known(totalMs(silences.filter((silence) => silence.next === side)))),
    'dead_air.total': known(totalMs(deadAir)),
    'dead_air.longest': known(longestMs(deadAir)),
    'dead_air.count': known(deadAir.length),
  };
}
