import type { Language } from '../../domain/interaction.ts';
import type { TaggerModel } from '../../language/entities/tagger.ts';
import { findMasks, flattenPeaks } from '../../language/redaction/find-masks.ts';
import { redactText, redactTurns } from '../../language/redaction/redact-turns.ts';
import { type Outcome, ok } from '../outcome.ts';
import { refine, type Work } from '../work.ts';

export interface RedactOptions {
  readonly enabled: boolean;
  readonly country: string;
  /** The site's own name. */
  readonly company?: string;
  /** Gives what finds names and addresses; null where the profile goes without. */
  readonly loadTagger: (() => Promise<TaggerModel>) | null;
}

/**
 * Puts typed tokens where personal data stood, and says which stretches of the recordings must not be heard. The originals
 * stay in the vault.
 */
export function createRedactStep({ enabled, country, company, loadTagger }: RedactOptions) {
  return async function redact(work: Work): Promise<Outcome<Work>> {
    const { interaction } = work;
    if (!enabled) return ok(refine(work, { versions: { ...interaction.versions, redaction: 'off' } }));
    const hasWords = interaction.turns.length > 0 || interaction.subject !== null;
    const tagger = hasWords && loadTagger !== null && isTagged(interaction.language) ? await loadTagger() : null;
    const options = { country, redactedBefore: work.arrived.redacted, tagger, company };
    const { turns, annotations, version } = redactTurns(interaction.turns, options);
    const masks = findMasks(interaction.turns, annotations, interaction.media);
    const attributes = Object.entries(interaction.attributes).map(([name, value]) => [
      name,
      typeof value === 'string' ? redactText(value, { ...options, tagger: null }) : value,
    ]);
    return ok(
      refine(work, {
        turns,
        annotations,
        media: interaction.media.map((media, index) => withMasks(media, masks[index] ?? [])),
        subject: interaction.subject === null ? null : redactText(interaction.subject, options),
        attributes: Object.fromEntries(attributes),
        versions: { ...interaction.versions, redaction: version },
      }),
    );
  };
}

/** The tagger learned from English: in another language it would take nouns for names. A text too short to tell is tried. */
function isTagged(language: Language | null): boolean {
  return language === null || language.code === 'en';
}

type Recording = Work['interaction']['media'][number];

function withMasks(media: Recording, masks: NonNullable<Recording['masks']>): Recording {
  return masks.length === 0 ? media : { ...flattenPeaks(media, masks), masks };
}
