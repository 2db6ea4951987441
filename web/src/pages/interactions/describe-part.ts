import type { PrintedPart } from '../../../../src/analytics/search/read-search.ts';
import { searchStrings } from '../../strings/search.ts';
import { fieldTitle } from './prepare-facets.ts';

/** A part of the search as its chip says it: `Queue: Billing North, sales`. */
export interface PartText {
  readonly name: string;
  readonly value: string;
}

const signs = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' } as const;

export function describePart(part: PrintedPart, labelOf: (field: string, value: string) => string): PartText {
  switch (part.kind) {
    case 'words': {
      const name = part.isExcluded ? searchStrings.without : part.isPhrase ? searchStrings.phrase : searchStrings.words;
      return { name, value: part.isPhrase ? `“${part.text}”` : part.text };
    }
    case 'filter': {
      const value = part.values.map((each) => labelOf(part.field, each)).join(', ');
      return { name: fieldTitle(part.field), value: part.isExcluded ? `${searchStrings.not} ${value}` : value };
    }
    case 'comparison':
      return { name: fieldTitle(part.field), value: `${signs[part.comparison]} ${part.amount}` };
    case 'expression':
      return { name: searchStrings.expression, value: part.text };
  }
}
