import { fieldNames, kindOfField, searchFields } from '../../../../src/analytics/search/search-fields.ts';
import type { Facets } from '../../api.ts';

export interface Suggestion {
  /** What stands in place of the token when it is taken. */
  readonly insert: string;
  readonly label: string;
  readonly detail: string;
}

export interface Completion {
  /** The token under the caret: what a suggestion replaces. */
  readonly from: number;
  readonly to: number;
  readonly suggestions: readonly Suggestion[];
}

interface Known {
  readonly facets: Facets;
  readonly labelOf: (field: string, value: string) => string;
}

const most = 8;
/** Verdicts are asked of rules, which have one facet for all. */
const facetOf: Readonly<Record<string, string>> = { met: 'rule', missed: 'rule', 'not-assessable': 'rule' };
const channels = ['voice', 'chat', 'email', 'messaging'];
const number = new Intl.NumberFormat('en');

/** What can be written at the caret: fields by their first letters, and behind a colon the field's values with their counts. */
export function completeSearch(text: string, caret: number, known: Known): Completion {
  const before = /(?:"[^"]*"?|[^\s"])*$/.exec(text.slice(0, caret))?.[0] ?? '';
  const from = caret - before.length;
  const to = caret + (/^[^\s"]*/.exec(text.slice(caret))?.[0].length ?? 0);
  const [, minus = '', field = '', written] = /^(-?)([a-z][a-z0-9_.-]*):(.*)$/is.exec(before) ?? [];
  if (written === undefined) return { from, to, suggestions: fieldSuggestions(before) };
  return { from, to, suggestions: valueSuggestions({ minus, field: field.toLowerCase(), written }, known) };
}

function fieldSuggestions(before: string): Suggestion[] {
  const minus = before.startsWith('-') ? '-' : '';
  const typed = before.slice(minus.length).toLowerCase();
  if (typed.startsWith('"')) return [];
  const fitting = fieldNames.filter((name) => name.startsWith(typed) && (minus === '' || searchFields[name].kind === 'values'));
  return fitting.slice(0, most).map((name) => {
    const { kind, what } = searchFields[name];
    return { insert: `${minus}${name}${kind === 'number' ? '>' : ':'}`, label: name, detail: what };
  });
}

interface TypedValue {
  readonly minus: string;
  readonly field: string;
  readonly written: string;
}

function valueSuggestions({ minus, field, written }: TypedValue, { facets, labelOf }: Known): Suggestion[] {
  if (kindOfField(field) !== 'values') return [];
  const at = written.lastIndexOf(',') + 1;
  const kept = written.slice(0, at);
  const typed = written.slice(at).replaceAll('"', '').toLowerCase();
  const counted = facets[facetOf[field] ?? field] ?? [];
  const values = counted.length > 0 || field !== 'channel' ? counted : channels.map((value) => ({ value, count: 0 }));
  const fits = (value: string) => value.toLowerCase().includes(typed) || labelOf(field, value).toLowerCase().includes(typed);
  return values
    .filter(({ value }) => fits(value) && !kept.split(',').includes(value))
    .slice(0, most)
    .map(({ value, count }) => ({
      insert: `${minus}${field}:${kept}${/[\s,]/.test(value) ? `"${value}"` : value} `,
      label: labelOf(field, value),
      detail: field in facetOf ? value : number.format(count),
    }));
}
