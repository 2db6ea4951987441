import type { InteractionEvent, Turn } from '../../domain/interaction.ts';
import { nothingUnderstood, type Understanding } from '../../domain/understanding.ts';
import type { Role } from '../../domain/vocabulary.ts';
import type { Document } from '../analyser.ts';

interface DocumentOptions {
  readonly events?: readonly InteractionEvent[];
  readonly understanding?: Understanding;
  readonly channel?: Document['channel'];
}

/** A chat from lines such as `customer: hello`, a minute apart, as analysers see it. */
export function conversationDocument(lines: readonly string[], options: DocumentOptions = {}): Document {
  const turns = lines.map((line, index): Turn => {
    const colon = line.indexOf(':');
    const role = line.slice(0, colon) as Role;
    const [startMs, text] = [index * 60_000, line.slice(colon + 2)];
    return { index, leg: 0, participant: role, role, roleConfidence: 1, text, startMs, endMs: startMs };
  });
  return {
    channel: options.channel ?? 'chat',
    language: { code: 'en', confidence: 1, origin: 'source' },
    legs: [],
    turns,
    events: options.events ?? [],
    annotations: [],
    measures: { values: {}, gaps: {} },
    understanding: options.understanding ?? nothingUnderstood,
  };
}
