import { type PrintedPart, printPart, printSearch, readSearch } from '../../../../src/analytics/search/read-search.ts';

/** Values of a field that the search keeps to. */
export function chosenValues(q: string, field: string): readonly string[] {
  return readSearch(q).parts.flatMap((part) => (part.kind === 'filter' && part.field === field && !part.isExcluded ? part.values : []));
}

/** The search with one value of a field more, or without it when it had it. */
export function toggleValue(q: string, field: string, value: string): string {
  const { parts } = readSearch(q);
  const chosen = chosenValues(q, field);
  const values = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
  return withValues(parts, field, values);
}

/** The search with these values of a field, in the place where the field stood. */
export function setValues(q: string, field: string, values: readonly string[]): string {
  return withValues(readSearch(q).parts, field, values);
}

function withValues(parts: readonly PrintedPart[], field: string, values: readonly string[]): string {
  const isOwn = (part: PrintedPart) => part.kind === 'filter' && part.field === field && !part.isExcluded;
  const own: PrintedPart[] = values.length === 0 ? [] : [{ kind: 'filter', field, values, isExcluded: false }];
  const at = parts.findIndex(isOwn);
  const others = parts.filter((part) => !isOwn(part));
  const place = at < 0 ? firstWords(parts) : at;
  return printSearch([...others.slice(0, place), ...own, ...others.slice(place)]);
}

/** New filters go behind the other filters and before the words. */
function firstWords(parts: readonly PrintedPart[]): number {
  const at = parts.findIndex(({ kind }) => kind === 'words' || kind === 'expression');
  return at < 0 ? parts.length : at;
}

export function removePart(q: string, index: number): string {
  return printSearch(readSearch(q).parts.filter((_part, each) => each !== index));
}

export function replacePart(q: string, index: number, part: PrintedPart): string {
  return printSearch(readSearch(q).parts.map((old, each) => (each === index ? part : old)));
}

/** A part as it is typed, before the words: `duration>10m`. */
export function addText(q: string, text: string): string {
  const { parts } = readSearch(q);
  const place = firstWords(parts);
  return [...parts.slice(0, place).map(printPart), text, ...parts.slice(place).map(printPart)].join(' ');
}

/** The search without what it says of one field: what the counts of a field with chosen values are taken over. */
export function withoutField(q: string, field: string): string {
  return withValues(readSearch(q).parts, field, []);
}
