import { normalUpperTail } from '../statistics/distributions.ts';
import { falseDiscoveryRates } from '../statistics/false-discovery.ts';
import type { Interval } from '../statistics/normal.ts';
import { wilsonInterval } from '../statistics/share-interval.ts';
import { type Exposure, shownName } from './exposures.ts';
import type { JudgedContact } from './outcomes.ts';

/** Contacts that have several things at once and the outcome more often than the others. */
export interface Subgroup {
  readonly conditions: readonly string[];
  readonly names: readonly string[];
  /** All figures are of the half on which it was not looked for. */
  readonly contacts: number;
  readonly rate: number;
  readonly interval: Interval;
  /** Of the contacts outside it. */
  readonly elsewhere: number;
  readonly q: number;
}

const width = 50;
const depth = 3;
const fewest = 30;
const fewestShare = 0.005;
const mostShown = 10;
/** Two groups that share more of their contacts are one told twice. */
const mostAlike = 0.8;
const largestQ = 0.05;

interface Found {
  readonly exposures: readonly Exposure[];
  readonly members: ReadonlySet<number>;
  readonly quality: number;
}

/** Beam search over combinations on one half of the contacts; what it finds is tested on the other half, and only that is told. */
export function findSubgroups(
  known: readonly JudgedContact[],
  exposures: readonly Exposure[],
  names: ReadonlyMap<string, string>,
): Subgroup[] {
  const first = known.filter(({ contact }) => inFirstHalf(contact.id));
  const second = known.filter(({ contact }) => !inFirstHalf(contact.id));
  const found = distinct(search(first, exposures)).slice(0, mostShown);
  const tested = found.map(({ exposures: conditions }) => testOn(second, conditions));
  const rates = falseDiscoveryRates(tested.map(({ p }) => p));
  return tested.flatMap(({ p: _p, conditions, ...figures }, index) => {
    const q = rates[index] ?? 1;
    if (q > largestQ) return [];
    const written = conditions.map(({ name }) => name);
    return [{ ...figures, q, conditions: written, names: written.map((name) => shownName(name, names)) }];
  });
}

/** Ids are hashes, so their first digit halves at random, and the same way every time. */
function inFirstHalf(id: string): boolean {
  return Number.parseInt(id.slice(-1), 16) % 2 === 0;
}

function search(known: readonly JudgedContact[], exposures: readonly Exposure[]): Found[] {
  const having = exposures.map((exposure) => ({
    exposure,
    members: new Set(known.flatMap(({ contact }, place) => (exposure.has(contact) === true ? [place] : []))),
  }));
  const base = rateOf(known, known.keys());
  const least = Math.max(fewest, fewestShare * known.length);
  const all: Found[] = [];
  let beam: Found[] = [{ exposures: [], members: new Set(known.keys()), quality: 0 }];
  for (let level = 0; level < depth; level++) {
    const longer = beam.flatMap((shorter) =>
      having.flatMap(({ exposure, members }): Found[] => {
        if (shorter.exposures.some(({ dimension, name }) => dimension === exposure.dimension || name >= exposure.name)) return [];
        const both = common(shorter.members, members);
        if (both.size < least) return [];
        const quality = Math.sqrt(both.size / known.length) * (rateOf(known, both) - base);
        return quality <= shorter.quality ? [] : [{ exposures: [...shorter.exposures, exposure], members: both, quality }];
      }),
    );
    beam = longer.sort((a, b) => b.quality - a.quality).slice(0, width);
    if (level > 0) all.push(...beam);
  }
  return all.sort((a, b) => b.quality - a.quality);
}

function common(one: ReadonlySet<number>, other: ReadonlySet<number>): ReadonlySet<number> {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  return new Set([...small].filter((place) => large.has(place)));
}

function rateOf(known: readonly JudgedContact[], members: Iterable<number>): number {
  let [count, outcomes] = [0, 0];
  for (const place of members) {
    count++;
    outcomes += known[place]?.outcome ?? 0;
  }
  return count === 0 ? 0 : outcomes / count;
}

function distinct(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const each of found) {
    const told = kept.some(({ members }) => {
      const shared = common(members, each.members).size;
      return shared > mostAlike * (members.size + each.members.size - shared);
    });
    if (!told) kept.push(each);
    if (kept.length === mostShown) break;
  }
  return kept;
}

function testOn(known: readonly JudgedContact[], conditions: readonly Exposure[]) {
  const inside = known.filter(({ contact }) => conditions.every((exposure) => exposure.has(contact) === true));
  const hits = inside.filter(({ outcome }) => outcome === 1).length;
  const outside = known.length - inside.length;
  const others = known.filter(({ outcome }) => outcome === 1).length - hits;
  const [rate, elsewhere] = [hits / Math.max(1, inside.length), others / Math.max(1, outside)];
  const pooled = (hits + others) / Math.max(1, known.length);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / Math.max(1, inside.length) + 1 / Math.max(1, outside)));
  const p = error === 0 ? 1 : normalUpperTail((rate - elsewhere) / error);
  return { conditions, contacts: inside.length, rate, interval: wilsonInterval(hits, inside.length), elsewhere, p };
}
