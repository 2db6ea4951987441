import type { MeasureCatalogue, MeasureDefinition } from '../../api.ts';
import { measuresStrings } from '../../strings/measures.ts';

export interface MeasureFamily {
  readonly title: string;
  readonly items: readonly MeasureDefinition[];
}

/** Measures by the channels that have them, as docs/MEASURES.md shows them. */
export function prepareFamilies({ items }: MeasureCatalogue): MeasureFamily[] {
  return [...Map.groupBy(items, familyOf)].map(([family, own]) => ({ title: measuresStrings.measurePage.families[family], items: own }));
}

function familyOf({ channels }: MeasureDefinition): keyof typeof measuresStrings.measurePage.families {
  const hasVoice = channels.includes('voice');
  if (hasVoice) return channels.length > 1 ? 'all' : 'voice';
  return channels.length > 1 ? 'text' : 'email';
}
