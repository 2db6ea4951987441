import type { Assignment } from './assign-drivers.ts';
import type { Driver, DriverEvent, DriverModel } from './driver-model.ts';

/** Two fits have the same driver when most of what either holds is in both, and their middles point the same way. */
const leastOverlap = 0.5;
const leastLikeness = 0.8;
/** A part of a split, or a source of a merge, carries at least this share of it. */
const leastPart = 0.3;

/**
 * Gives drivers of a new fit the ids of the old ones that they still are, by the statements that both fits assigned, and
 * says what became of the others. An overlap above one half is mutual, so no driver can be carried twice.
 */
export function carryIdentities(
  fitted: DriverModel,
  { old, before, after }: { readonly old: DriverModel; readonly before: readonly Assignment[]; readonly after: readonly Assignment[] },
): { readonly model: DriverModel; readonly renamed: ReadonlyMap<string, string> } {
  const shared = countShared(before, after);
  const renamed = new Map<string, string>();
  const kept: DriverEvent[] = [];
  for (const driver of fitted.drivers) {
    const heir = old.drivers.find((candidate) => overlapOf(shared, candidate.id, driver.id) >= leastOverlap && alike(candidate, driver));
    if (heir === undefined || renamed.has(driver.id)) continue;
    renamed.set(driver.id, heir.id);
    kept.push({ kind: 'kept', driver: heir.id, overlap: overlapOf(shared, heir.id, driver.id) });
  }
  const drivers = fitted.drivers.map((driver) =>
    carry(
      driver,
      old.drivers.find(({ id }) => id === renamed.get(driver.id)),
    ),
  );
  const changes = changesOf({ old, fitted, shared, renamed });
  return { model: { ...fitted, drivers, events: [...kept, ...changes] }, renamed };
}

function carry(driver: Driver, heir: Driver | undefined): Driver {
  if (heir === undefined) return driver;
  return { ...driver, id: heir.id };
}

interface Shared {
  readonly pairs: ReadonlyMap<string, number>;
  readonly before: ReadonlyMap<string, number>;
  readonly after: ReadonlyMap<string, number>;
}

function countShared(before: readonly Assignment[], after: readonly Assignment[]): Shared {
  const newDriver = new Map(after.map(({ interaction, driver }) => [interaction, driver]));
  const counts = { pairs: new Map<string, number>(), before: new Map<string, number>(), after: new Map<string, number>() };
  for (const { interaction, driver } of before) {
    const now = newDriver.get(interaction);
    if (now === undefined) continue;
    if (driver !== null) add(counts.before, driver);
    if (now !== null) add(counts.after, now);
    if (driver !== null && now !== null) add(counts.pairs, pairOf(driver, now));
  }
  return counts;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function pairOf(old: string, now: string): string {
  return `${old} ${now}`;
}

/** Jaccard: statements in both over statements in either. */
function overlapOf({ pairs, before, after }: Shared, old: string, now: string): number {
  const both = pairs.get(pairOf(old, now)) ?? 0;
  const either = (before.get(old) ?? 0) + (after.get(now) ?? 0) - both;
  return either === 0 ? 0 : both / either;
}

function alike(a: Driver, b: Driver): boolean {
  let sum = 0;
  for (const [at, value] of a.centroid.entries()) sum += value * (b.centroid[at] ?? 0);
  return sum >= leastLikeness;
}

interface Fits {
  readonly old: DriverModel;
  readonly fitted: DriverModel;
  readonly shared: Shared;
  readonly renamed: ReadonlyMap<string, string>;
}

/** What neither stayed nor simply came or went: one that is now several, several that are now one. */
function changesOf({ old, fitted, shared, renamed }: Fits): DriverEvent[] {
  const carried = new Set(renamed.values());
  const nameOf = (id: string) => renamed.get(id) ?? id;
  const share = (from: string, to: string, of: number) => (shared.pairs.get(pairOf(from, to)) ?? 0) / Math.max(1, of);
  const gone = old.drivers.filter(({ id }) => !carried.has(id));
  const came = fitted.drivers.filter(({ id }) => !renamed.has(id));
  const events: DriverEvent[] = [];
  for (const { id } of gone) {
    const into = fitted.drivers.filter((now) => share(id, now.id, shared.before.get(id) ?? 0) >= leastPart).map((now) => nameOf(now.id));
    events.push(into.length > 1 ? { kind: 'split', driver: id, into } : { kind: 'retired', driver: id });
  }
  for (const { id } of came) {
    const from = old.drivers.filter((before) => share(before.id, id, shared.after.get(id) ?? 0) >= leastPart).map((before) => before.id);
    events.push(from.length > 1 ? { kind: 'merged', driver: id, from } : { kind: 'new', driver: id });
  }
  return events;
}
