import type { ContactTraitStore } from '../../storage/contact-traits.ts';
import { loadContacts, type Slice } from '../causes/load-contacts.ts';
import { findRepeats } from './find-repeats.ts';
import { type RepeatQuestion, type RepeatRate, repeatRates } from './repeat-rates.ts';

/** Repeat rates of a slice. What follows is looked for among all contacts: a repeat may be on any channel, and after the period. */
export async function askRepeats(
  store: ContactTraitStore,
  { slice, question, names }: { readonly slice: Slice; readonly question: RepeatQuestion; readonly names: ReadonlyMap<string, string> },
): Promise<(RepeatRate & { readonly name: string })[]> {
  const all = await loadContacts(store, { filters: [] });
  const followUps = findRepeats(all);
  const narrowed = slice.filters.length > 0 || slice.period !== undefined;
  const asked = narrowed ? new Set((await loadContacts(store, slice)).map(({ id }) => id)) : null;
  const places = Array.from(all.keys()).filter((place) => asked === null || asked.has(all[place]?.id ?? ''));
  const rates = repeatRates(
    places.flatMap((place) => all[place] ?? []),
    places.flatMap((place) => followUps[place] ?? []),
    question,
  );
  return rates.map((rate) => ({ ...rate, name: names.get(rate.group) ?? rate.group }));
}
