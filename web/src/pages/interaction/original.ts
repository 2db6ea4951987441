import type { Reply } from '../../../../src/http/contract/routes.ts';
import type { Interaction } from '../../api.ts';

export type OriginalTurns = Reply<'POST /v1/interactions/{id}/unredacted'>;

/**
 * The conversation with its turns as they were said. Places of annotations and findings are those of the analysed text, so none are
 * shown in this one; words lose their times where they were replaced, so none are followed.
 */
export function withOriginal(interaction: Interaction, original: OriginalTurns): Interaction {
  const texts = new Map(original.turns.map(({ index, text }) => [index, text]));
  return {
    ...interaction,
    subject: original.subject,
    annotations: [],
    findings: interaction.findings.map((finding) => ({ ...finding, spans: [] })),
    turns: interaction.turns.map(({ words: _words, ...turn }) => ({ ...turn, text: texts.get(turn.index) ?? turn.text })),
  };
}
