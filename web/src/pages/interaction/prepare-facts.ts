import type { Interaction } from '../../api.ts';
import { formatMoment } from '../../format.ts';
import { strings } from '../../strings.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** What identifies the contact; facts that the source did not give are left out. */
export function prepareFacts(interaction: Interaction): Fact[] {
  const { language, receivedAt, version } = interaction;
  const labels = strings.panel.facts;
  const given: [string, string | null][] = [
    [labels.id, interaction.id],
    [labels.externalId, interaction.externalId],
    [labels.source, interaction.source],
    [labels.direction, interaction.direction],
    [labels.language, language && `${language.code}, ${Math.round(language.confidence * 100)} %, ${language.origin}`],
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
