import { isTextChannel, type Role } from '../../domain/vocabulary.ts';
import { countWords } from './count-words.ts';
import type { MeasureResults, MeasureScope } from './measure-scope.ts';

const writers = ['agent', 'customer', 'bot'] as const satisfies readonly Role[];

/** How much there is. Words on every channel, messages where there are any. A side that says nothing said 0 words: that is known, not a
 * gap. A contact of which no words are here at all is one. */
export function volumeMeasures({ interaction, turns, events, durationMs }: MeasureScope): MeasureResults {
  const results: MeasureResults = {
    duration: durationMs ?? 'no-clock',
    'transfer.count': events.some((event) => event.origin === 'imported')
      ? events.filter((event) => event.kind === 'transfer').length
      : 'metric-unknown',
  };
  for (const role of writers) {
    const own = turns.filter((turn) => turn.role === role);
    const unread = interaction.turns.length === 0;
    if (isTextChannel(interaction.channel)) results[`messages.${role}`] = unread ? 'no-transcript' : own.length;
    results[`words.${role}`] = unread ? 'no-transcript' : own.reduce((sum, turn) => sum + countWords(turn.text), 0);
  }
  return results;
}
