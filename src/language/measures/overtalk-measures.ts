import { mergeIntervals, totalMs } from './intervals.ts';
import { longestMs, type MeasureResults, perSide, type SpeechScope } from './measure-scope.ts';

const minuteMs = 60_000;

export function overtalkMeasures({ overtalk, stretches, conversationMs }: SpeechScope): MeasureResults {
  const both = mergeIntervals(overtalk.overtalks);
  const voices = new Set(stretches.map((stretch) => stretch.participant)).size;
  const gap = conversationMs === null ? 'no-clock' : voices < 2 ? 'no-such-role' : null;
  const interruptions = (side: string) => overtalk.overtalks.filter((found) => found.isInterruption && found.second.role === side).length;
  const spoke = (side: string) => stretches.some((stretch) => stretch.role === side);
  return {
    'overtalk.total': gap ?? totalMs(both),
    'overtalk.longest': gap ?? longestMs(both),
    'overtalk.count': gap ?? both.length,
    ...perSide('backchannel.count', (side) =>
      conversationMs === null
        ? 'no-clock'
        : spoke(side)
          ? overtalk.backchannels.filter((stretch) => stretch.role === side).length
          : 'no-such-role',
    ),
    ...perSide('interruption.count', (side) => (conversationMs === null ? 'no-clock' : spoke(side) ? interruptions(side) : 'no-such-role')),
    ...perSide('interruption.per_minute', (side) => {
      if (conversationMs === null) return 'no-clock';
      if (!spoke(side)) return 'no-such-role';
      return conversationMs === 0 ? 'too-short' : interruptions(side) / (conversationMs / minuteMs);
    }),
  };
}
