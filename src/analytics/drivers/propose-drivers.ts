import { createHash } from 'node:crypto';
import { nearest } from '../../language/topics/spherical-k-means.ts';
import type { Driver } from './driver-model.ts';
import { proposalLikeness } from './edit-drivers.ts';
import { nameClusters } from './name-drivers.ts';

/** A contact that no driver is near enough to. */
export interface Unassigned {
  readonly interaction: string;
  readonly text: string;
  readonly day: number;
  readonly customer: string | null;
  readonly vector: Float32Array;
}

/** Contacts without a driver that are about the same thing, and might be a driver of their own. */
export interface DriverProposal {
  readonly id: string;
  readonly name: string;
  readonly phrases: readonly string[];
  readonly quotes: Driver['quotes'];
  readonly contacts: number;
  readonly centroid: Float32Array;
}

/** Fewer contacts, customers or days are a coincidence or one person's. */
const fewestContacts = 15;
const fewestCustomers = 10;
const fewestDays = 2;
/** So many leaders at most; what comes after joins the nearest or none. */
const mostLeaders = 2000;
const quotesShown = 5;

/** Leader clustering in the order of the days: a contact joins the leader it is like, or becomes one. Largest first. */
export function proposeDrivers(pool: readonly Unassigned[]): DriverProposal[] {
  const leaders: { sum: Float32Array; members: Unassigned[] }[] = [];
  const dimensions = pool[0]?.vector.length ?? 0;
  const centroids = new Float32Array(Math.min(pool.length, mostLeaders) * dimensions);
  for (const contact of pool) {
    const { place, similarity } = nearest(contact.vector, centroids.subarray(0, leaders.length * dimensions));
    const leader = similarity >= proposalLikeness ? leaders[place] : undefined;
    if (leader === undefined) {
      if (leaders.length < mostLeaders)
        centroids.set(contact.vector, leaders.push({ sum: contact.vector.slice(), members: [contact] }) * dimensions - dimensions);
      continue;
    }
    leader.members.push(contact);
    for (const [at, value] of contact.vector.entries()) leader.sum[at] = (leader.sum[at] ?? 0) + value;
    centroids.set(toUnit(leader.sum), place * dimensions);
  }
  const grown = leaders.filter(({ members }) => isEnough(members)).sort((a, b) => b.members.length - a.members.length);
  const names = nameClusters(grown.map(({ members }) => members.map(({ text }) => text)));
  return grown.map(({ sum, members }, index) => proposalOf(members, { centroid: toUnit(sum), phrases: names[index] ?? [] }));
}

function isEnough(members: readonly Unassigned[]): boolean {
  const customers = new Set(members.map(({ customer, interaction }) => customer ?? interaction)).size;
  return members.length >= fewestContacts && customers >= fewestCustomers && new Set(members.map(({ day }) => day)).size >= fewestDays;
}

function proposalOf(
  members: readonly Unassigned[],
  { centroid, phrases }: { readonly centroid: Float32Array; readonly phrases: readonly string[] },
): DriverProposal {
  const like = ({ vector }: Unassigned) => vector.reduce((sum, value, at) => sum + value * (centroid[at] ?? 0), 0);
  const typical = members.toSorted((a, b) => like(b) - like(a));
  const quotes = typical.slice(0, quotesShown).map(({ interaction, text }) => ({ interaction, text }));
  const id = `driver-${createHash('sha256')
    .update(members[0]?.interaction ?? '')
    .digest('hex')
    .slice(0, 8)}`;
  return { id, name: phrases[0] ?? quotes[0]?.text ?? '', phrases, quotes, contacts: members.length, centroid };
}

function toUnit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1;
  return vector.map((value) => value / length);
}
