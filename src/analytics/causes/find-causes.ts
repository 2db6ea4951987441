import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { ContactTraitStore, ContactTraits } from '../../storage/contact-traits.ts';
import { filterSchema, periodSchema } from '../metric-query.ts';
import { falseDiscoveryRates } from '../statistics/false-discovery.ts';
import { type Association, associate, eValue, type Stratum } from './association.ts';
import { type DoublyRobust, doublyRobust } from './doubly-robust.ts';
import { candidateExposures, type Exposure, exposureNamed, shownName } from './exposures.ts';
import { loadContacts } from './load-contacts.ts';
import { type JudgedContact, outcomeNamed } from './outcomes.ts';
import { findSubgroups, type Subgroup } from './subgroups.ts';

export const causeQuerySchema = z.strictObject({
  outcome: z.string(),
  /** All candidates when absent. */
  exposure: z.string().optional(),
  filters: z.array(filterSchema).max(50).default([]),
  period: periodSchema.optional(),
});
export type CauseQuery = z.output<typeof causeQuerySchema>;

/** A candidate: associated with the outcome, by how much, and how far that may be believed. Never a proof of a cause. */
export interface CauseCandidate extends Omit<Association, 'strata'> {
  readonly exposure: string;
  /** With the driver's name instead of its id. */
  readonly name: string;
  readonly exposed: number;
  readonly outcomes: number;
  /** Share of false ones among all candidates as sure as this (Benjamini and Hochberg). */
  readonly q: number;
  /** Sure (q ≤ 0.05, the whole adjusted interval at least 10 % more often) and in one direction everywhere. */
  readonly stands: boolean;
  readonly eValue: number;
  readonly strata: Association['strata'];
  readonly doublyRobust: DoublyRobust | null;
  readonly conversationIds: readonly string[];
}

export interface CauseAnswer {
  readonly query: CauseQuery;
  readonly contacts: number;
  readonly outcomes: number;
  /** Contacts of which the outcome cannot be known (yet). */
  readonly unknown: number;
  readonly adjustedFor: readonly string[];
  /** Those that stand first, then by excess outcomes. */
  readonly candidates: readonly CauseCandidate[];
  /** Combinations found on one half of the contacts; figures are of the other half. */
  readonly subgroups: readonly Subgroup[];
  readonly notes: readonly string[];
}

/** What is adjusted for: known before the contact is handled, so never a consequence of what is asked about. */
const confounders = ['channel', 'queue', 'driver'] as const;
const largestQ = 0.05;
const leastRatio = 1.1;
const mostShown = 50;
/** Costly, so only for those that are read. */
const mostRobust = 5;
const evidence = 20;

/** What an outcome is associated with. */
export async function findCauses(
  store: ContactTraitStore,
  query: CauseQuery,
  names: ReadonlyMap<string, string> = new Map(),
): Promise<CauseAnswer> {
  if (query.exposure === query.outcome) throw new AppError('bad-request', 'The exposure is the outcome itself.');
  const contacts = await judgedContacts(store, query);
  const known = contacts.flatMap(({ contact, outcome }) => (outcome === null ? [] : [{ contact, outcome }]));
  if (known.length === 0) throw new AppError('bad-request', `Of no contact it is known whether it had the outcome ${query.outcome}.`);
  const asked = query.exposure === undefined ? candidatesFor(query, known) : [exposureNamed(query.exposure)];
  const measured = asked.map((exposure) => ({ exposure, ...associationOf(known, exposure) }));
  const rates = falseDiscoveryRates(measured.map(({ association }) => association.p));
  const ranked = measured
    .map((each, index) => ({ ...each, q: rates[index] ?? 1, stands: stands(each.association, rates[index] ?? 1) }))
    .sort((a, b) => Number(b.stands) - Number(a.stands) || b.association.excess - a.association.excess)
    .slice(0, mostShown);
  return {
    query,
    contacts: known.length,
    outcomes: known.filter(({ outcome }) => outcome === 1).length,
    unknown: contacts.length - known.length,
    adjustedFor: confounders,
    candidates: ranked.map((each, rank) => candidateOf(each, { known, names, robust: rank < mostRobust })),
    subgroups: query.exposure === undefined ? findSubgroups(known, asked, names) : [],
    notes: notesOn(known),
  };
}

/** Repeats are looked for among all contacts, also those that the filters leave out or that came after the period. */
async function judgedContacts(store: ContactTraitStore, { outcome, filters, period }: CauseQuery) {
  const read = outcomeNamed(outcome);
  const all = await loadContacts(store, { filters: [] });
  const outcomes = read(all);
  const narrowed = filters.length > 0 || period !== undefined;
  const asked = narrowed ? new Set((await loadContacts(store, { filters, period })).map(({ id }) => id)) : null;
  return all
    .map((contact, index) => ({ contact, outcome: outcomes[index] ?? null }))
    .filter(({ contact }) => asked === null || asked.has(contact.id));
}

/** An outcome does not explain itself. */
function candidatesFor({ outcome }: CauseQuery, known: readonly JudgedContact[]): Exposure[] {
  return candidateExposures(known.map(({ contact }) => contact)).filter(({ name }) => name !== outcome);
}

interface Measured {
  readonly association: Association;
  readonly exposed: readonly JudgedContact[];
}

function associationOf(known: readonly JudgedContact[], exposure: Exposure): Measured {
  const strata = new Map<string, { -readonly [Key in keyof Stratum]: Stratum[Key] }>();
  const exposed: JudgedContact[] = [];
  for (const judged of known) {
    const has = exposure.has(judged.contact);
    if (has === null) continue;
    const name = confoundersOf(judged.contact, exposure).join(' · ');
    const stratum = strata.get(name) ?? { name, exposed: 0, exposedOutcomes: 0, unexposed: 0, unexposedOutcomes: 0 };
    strata.set(name, stratum);
    stratum[has ? 'exposed' : 'unexposed'] += 1;
    stratum[has ? 'exposedOutcomes' : 'unexposedOutcomes'] += judged.outcome;
    if (has) exposed.push(judged);
  }
  return { association: associate([...strata.values()]), exposed };
}

function confoundersOf({ fields }: ContactTraits, { dimension }: Exposure): string[] {
  return confounders.filter((field) => field !== dimension).map((field) => fields[field]);
}

function stands({ adjusted, directionDiffers }: Association, q: number): boolean {
  return adjusted !== null && q <= largestQ && adjusted.interval[0] >= leastRatio && !directionDiffers;
}

interface Ranked extends Measured {
  readonly exposure: Exposure;
  readonly q: number;
  readonly stands: boolean;
}

function candidateOf(
  { exposure, association, exposed, q, stands: sure }: Ranked,
  {
    known,
    names,
    robust,
  }: { readonly known: readonly JudgedContact[]; readonly names: ReadonlyMap<string, string>; readonly robust: boolean },
): CauseCandidate {
  const withOutcome = exposed.filter(({ outcome }) => outcome === 1);
  return {
    ...association,
    exposure: exposure.name,
    name: shownName(exposure.name, names),
    exposed: exposed.length,
    outcomes: withOutcome.length,
    q,
    stands: sure,
    eValue: eValue((association.adjusted ?? association.crude).value),
    doublyRobust: robust ? doublyRobust(rowsOf(known, exposure)) : null,
    conversationIds: withOutcome.slice(-evidence).map(({ contact }) => contact.id),
  };
}

function rowsOf(known: readonly JudgedContact[], exposure: Exposure) {
  return known.flatMap(({ contact, outcome }) => {
    const exposed = exposure.has(contact);
    const cluster = contact.customerKeys[0]?.key ?? contact.id;
    return exposed === null ? [] : [{ exposed, outcome, cluster, confounders: confoundersOf(contact, exposure) }];
  });
}

function notesOn(known: readonly JudgedContact[]): string[] {
  const notes = [
    '“Associated with” is not “caused by”: what is not recorded cannot be adjusted for (the E-value says how strong it would have to be).',
  ];
  if (known.every(({ contact }) => contact.customerKeys.length === 0))
    notes.push('No contact has a customer key: contacts are taken for independent.');
  return notes;
}
