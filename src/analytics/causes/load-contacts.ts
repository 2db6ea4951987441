import type { Condition } from '../../storage/aggregate.ts';
import type { ContactTraitStore, ContactTraits } from '../../storage/contact-traits.ts';
import { conditionOf, type MetricFilter, type MetricQuery } from '../metric-query.ts';
import { defaultExclusions } from '../model.ts';

export interface Slice {
  readonly filters: readonly MetricFilter[];
  readonly period?: MetricQuery['period'] | undefined;
}

/** Contacts of a slice, without those that are left out of every figure. */
export async function loadContacts(store: ContactTraitStore, { filters, period }: Slice): Promise<ContactTraits[]> {
  const asked = conditionOf(filters);
  const excluded: Condition = { kind: 'none', conditions: defaultExclusions.map(({ condition }) => condition) };
  const condition: Condition = { kind: 'all', conditions: asked ? [asked, excluded] : [excluded] };
  const contacts: ContactTraits[] = [];
  for await (const page of store.traits({ condition, ...period })) for (const contact of page) contacts.push(contact);
  return contacts;
}
