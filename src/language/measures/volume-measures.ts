import { isTextChannel, type Role } from '../../domain/vocabulary.ts';
import { countWords } from './count-words.ts';
import type { MeasureResults, MeasureScope } from './measure-scope.ts';

const writers = ['agent', 'customer', 'bot'] as const satisfies readonly Role[];

/** How much there is. Words on every channel, messages where there are any. A side that says nothing said 0 words: that is known, not a gap. */
export function volumeMeasures({ interaction, turns, events, durationMs }: MeasureScope): MeasureResults {
  const results: MeasureResults = {
    duration: durationMs ?? 'no-clock',
    'transfer.count': events.some((event) => event.origin === 'imported')
      ? events.filter((event) => event.kind === 'transfer').length
      : 'metric-unknown',
  };
  for (const role of writers) {
    const own = turns.filter((turn) => turn.role === role);
    if (isTextChannel(interaction.channel)) results[`messages.${role}`] = own.length;
    results[`words.${role}`] = own.reduce((sum, turn) => sum + countWords(turn.text), 0);
  }
  return results;
}
