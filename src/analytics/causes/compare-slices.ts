import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { ContactFactStore } from '../../storage/contact-facts.ts';
import type { ContactTraitStore, ContactTraits } from '../../storage/contact-traits.ts';
import { indexPhrases } from '../emerging/phrase-index.ts';
import { filterSchema, periodSchema } from '../metric-query.ts';
import { normalUpperTail } from '../statistics/distributions.ts';
import { falseDiscoveryRates } from '../statistics/false-discovery.ts';
import { type Interval, z95 } from '../statistics/normal.ts';
import { differenceInterval, wilsonInterval } from '../statistics/share-interval.ts';
import { candidateExposures, shownName } from './exposures.ts';
import { loadContacts } from './load-contacts.ts';
import { verdictOf } from './outcomes.ts';

const sliceSchema = z.strictObject({ filters: z.array(filterSchema).max(50).default([]), period: periodSchema.optional() });
export const compareQuerySchema = z.strictObject({ first: sliceSchema, second: sliceSchema });
export type CompareQuery = z.output<typeof compareQuerySchema>;

export const differenceKinds = ['driver', 'segment', 'rule', 'signal', 'measure', 'word'] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** Something that differs between two slices; shares of contacts, except measures, which are means. */
export interface SliceDifference {
  readonly kind: DifferenceKind;
  readonly what: string;
  readonly first: number;
  readonly second: number;
  /** Second minus first. */
  readonly difference: number;
  readonly interval: Interval;
  /** Share of false ones among all differences of its kind as sure as this (Benjamini and Hochberg). */
  readonly q: number;
}

export interface Comparison {
  readonly query: CompareQuery;
  readonly contacts: { readonly first: number; readonly second: number };
  /** Only those with q ≤ 0.05, by kind, the surest first. */
  readonly differences: readonly SliceDifference[];
  readonly tested: Readonly<Record<DifferenceKind, number>>;
  readonly notes: readonly string[];
}

type Tested = Omit<SliceDifference, 'q'> & { readonly p: number };

const largestQ = 0.05;
const fewest = 30;
const mostOfKind = 50;

/** What differs between two sets of contacts: what they are about, what was found in them, how they went, what customers said. */
export async function compareSlices(
  stores: { readonly traits: ContactTraitStore; readonly facts: Pick<ContactFactStore, 'contacts'> },
  query: CompareQuery,
  names: ReadonlyMap<string, string> = new Map(),
): Promise<Comparison> {
  const [first, second] = [await loadContacts(stores.traits, query.first), await loadContacts(stores.traits, query.second)];
  if (first.length < fewest || second.length < fewest)
    throw new AppError(
      'bad-request',
      `Both sides need at least ${fewest} contacts to compare; they have ${first.length} and ${second.length}.`,
    );
  const sides: Sides = { first, second };
  const tested = [
    ...segmentDifferences(sides, names),
    ...ruleDifferences(sides),
    ...signalDifferences(sides),
    ...measureDifferences(sides),
    ...(await wordDifferences(stores.facts, sides)),
  ];
  const ofKind = (kind: DifferenceKind) => tested.filter((each) => each.kind === kind);
  const shared = new Set(first.map(({ id }) => id));
  const both = second.filter(({ id }) => shared.has(id)).length;
  return {
    query,
    contacts: { first: first.length, second: second.length },
    differences: differenceKinds.flatMap((kind) => sure(ofKind(kind))),
    tested: Object.fromEntries(differenceKinds.map((kind) => [kind, ofKind(kind).length])) as Record<DifferenceKind, number>,
    notes: both === 0 ? [] : [`${both} contacts are on both sides, which makes the sides more alike than they are.`],
  };
}

interface Sides {
  readonly first: readonly ContactTraits[];
  readonly second: readonly ContactTraits[];
}

function sure(tested: readonly Tested[]): SliceDifference[] {
  const rates = falseDiscoveryRates(tested.map(({ p }) => p));
  return tested
    .map(({ p, ...each }, index) => ({ ...each, p, q: rates[index] ?? 1 }))
    .filter(({ q }) => q <= largestQ)
    .sort((a, b) => a.p - b.p)
    .slice(0, mostOfKind)
    .map(({ p: _p, ...each }) => each);
}

function segmentDifferences({ first, second }: Sides, names: ReadonlyMap<string, string>): Tested[] {
  return candidateExposures([...first, ...second])
    .filter(({ name }) => !name.startsWith('rule:'))
    .map((exposure) => {
      const hits = (side: readonly ContactTraits[]) => ({
        hits: side.filter((contact) => exposure.has(contact) === true).length,
        n: side.length,
      });
      const kind = exposure.dimension === 'driver' ? 'driver' : 'segment';
      return shareDifference({ kind, what: shownName(exposure.name, names) }, hits(first), hits(second));
    });
}

/** Verdicts of contacts on which the rule could be judged. */
function ruleDifferences({ first, second }: Sides): Tested[] {
  const rules = new Set([...first, ...second].flatMap(({ met, missed }) => [...met, ...missed]));
  return [...rules].flatMap((rule) => {
    const of = (side: readonly ContactTraits[]) => yesOf(side.map((contact) => verdictOf(contact, rule)));
    return judgedDifference({ kind: 'rule', what: `rule:${rule}` }, of(first), of(second));
  });
}

function signalDifferences({ first, second }: Sides): Tested[] {
  const signals = new Set([...first, ...second].flatMap((contact) => Object.keys(contact.signals)));
  return [...signals].flatMap((signal) => {
    const of = (side: readonly ContactTraits[]) =>
      yesOf(side.map((contact) => new Map(Object.entries(contact.signals)).get(signal) ?? null));
    return judgedDifference({ kind: 'signal', what: signal }, of(first), of(second));
  });
}

interface Counted {
  readonly hits: number;
  readonly n: number;
}

function yesOf(values: readonly (boolean | null)[]): Counted {
  const known = values.filter((value) => value !== null);
  return { hits: known.filter(Boolean).length, n: known.length };
}

function judgedDifference(what: Pick<Tested, 'kind' | 'what'>, first: Counted, second: Counted): Tested[] {
  return first.n < fewest || second.n < fewest ? [] : [shareDifference(what, first, second)];
}

function shareDifference(what: Pick<Tested, 'kind' | 'what'>, first: Counted, second: Counted): Tested {
  const share = ({ hits, n }: Counted) => ({ value: n === 0 ? 0 : hits / n, interval: wilsonInterval(hits, n) });
  const [one, two] = [share(first), share(second)];
  const pooled = (first.hits + second.hits) / Math.max(1, first.n + second.n);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / first.n + 1 / second.n));
  return {
    ...what,
    first: one.value,
    second: two.value,
    difference: two.value - one.value,
    interval: differenceInterval(one, two),
    p: twoSided((two.value - one.value) / error),
  };
}

/** Welch's interval; measures are cut at their 99th percentile, so that one forgotten line is not the finding. */
function measureDifferences({ first, second }: Sides): Tested[] {
  const measures = new Set([...first, ...second].flatMap((contact) => Object.keys(contact.measures)));
  return [...measures].flatMap((measure) => {
    const of = (side: readonly ContactTraits[]) => side.flatMap((contact) => contact.measures[measure] ?? []);
    const [one, two] = [of(first), of(second)];
    if (one.length < fewest || two.length < fewest) return [];
    const ordered = [...one, ...two].sort((a, b) => a - b);
    const limit = ordered[Math.floor(0.99 * ordered.length)] ?? Number.POSITIVE_INFINITY;
    const [a, b] = [momentsOf(one, limit), momentsOf(two, limit)];
    const error = Math.sqrt(a.variance / one.length + b.variance / two.length);
    const difference = b.mean - a.mean;
    if (error === 0) return [];
    const interval: Interval = [difference - z95 * error, difference + z95 * error];
    return [{ kind: 'measure', what: measure, first: a.mean, second: b.mean, difference, interval, p: twoSided(difference / error) }];
  });
}

function momentsOf(values: readonly number[], limit: number): { mean: number; variance: number } {
  const cut = values.map((value) => Math.min(value, limit));
  const mean = cut.reduce((sum, value) => sum + value, 0) / cut.length;
  return { mean, variance: cut.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, cut.length - 1) };
}

/** Words and phrases of customers by the contacts that hold them: who says a word ten times is one contact. */
async function wordDifferences(facts: Pick<ContactFactStore, 'contacts'>, { first, second }: Sides): Promise<Tested[]> {
  const sides = [new Set(first.map(({ id }) => id)), new Set(second.map(({ id }) => id))] as const;
  const said: { readonly id: string; readonly day: number; readonly customer: string | null; readonly texts: readonly string[] }[] = [];
  for await (const page of facts.contacts({}))
    for (const { id, day, customer, texts } of page) if (sides[0].has(id) || sides[1].has(id)) said.push({ id, day, customer, texts });
  const { places } = indexPhrases(said);
  const sizes = sides.map((side) => said.filter(({ id }) => side.has(id)).length);
  const [firstN = 0, secondN = 0] = sizes;
  if (firstN < fewest || secondN < fewest) return [];
  return [...places].flatMap(([phrase, held]) => {
    const hits = sides.map((side) => held.filter((place) => side.has(said[place]?.id ?? '')).length);
    const [one = 0, two = 0] = hits;
    return one + two < fewest ? [] : [shareDifference({ kind: 'word', what: phrase }, { hits: one, n: firstN }, { hits: two, n: secondN })];
  });
}

function twoSided(z: number): number {
  return Number.isFinite(z) ? Math.min(1, 2 * normalUpperTail(Math.abs(z))) : 1;
}
