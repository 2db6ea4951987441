import type { Interaction } from '../../api.ts';
import { formatMoment, humanise } from '../../format.ts';
import { panelStrings } from '../../strings/panel.ts';
import { languageName } from '../interactions/prepare-facets.ts';
import { speakerOf } from './speaker.ts';

export interface Fact {
  /** Where labels repeat. */
  readonly key?: string;
  readonly label: string;
  readonly value: string;
  readonly isMissing?: boolean;
}

/** What identifies the contact; facts that the source did not give are left out. */
export function prepareFacts(interaction: Interaction): Fact[] {
  const { language, receivedAt, version } = interaction;
  const labels = panelStrings.facts;
  const given: [string, string | null][] = [
    [labels.id, interaction.id],
    [labels.externalId, interaction.externalId],
    [labels.source, interaction.source],
    [labels.direction, interaction.direction],
    [labels.language, language && panelStrings.languageFact(languageName(language.code), language)],
    [labels.timeZone, interaction.timeZone],
    [labels.caseId, interaction.caseId],
    [labels.threadId, interaction.threadId],
    [labels.handling, interaction.handling],
    [labels.consent, interaction.consent],
    [labels.version, String(version)],
    [labels.receivedAt, formatMoment(receivedAt, { thisYear: 0 })],
  ];
  return given.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

/** Attributes are the site's own; only their spelling is made readable. */
export function prepareAttributes(attributes: Interaction['attributes']): Fact[] {
  return Object.entries(attributes).map(([name, value]) => ({
    label: humanise(name),
    value: typeof value === 'boolean' ? (value ? panelStrings.yes : panelStrings.no) : String(value),
  }));
}

export function participantFact(participant: Interaction['participants'][number], participants: Interaction['participants']): Fact {
  const { id, ref, name } = participant;
  const known = [name, ref].filter(Boolean).join(' · ');
  const label = speakerOf(participants, { participant: id, role: participant.role }).role;
  return { key: id, label, value: known || panelStrings.unnamed, isMissing: known === '' };
}

/** Only where a recording's two sides may have been taken for each other. */
export function canSwapRoles({ channel, turns }: Pick<Interaction, 'channel' | 'turns'>): boolean {
  return channel === 'voice' && turns.some(({ role }) => role === 'agent') && turns.some(({ role }) => role === 'customer');
}
