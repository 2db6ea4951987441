import { createHash } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { Driver, DriverBranch, DriverModel } from './driver-model.ts';

/** What an analyst decided about the drivers. Decisions are kept beside the fit and applied to it, so each can be taken back. */
export type DriverEdit =
  | { readonly kind: 'rename'; readonly driver: string; readonly name: string }
  | { readonly kind: 'merge'; readonly driver: string; readonly from: readonly string[] }
  /** It is kept at refits even where the fit no longer finds it. */
  | { readonly kind: 'pin'; readonly driver: string }
  /** No driver any more: its contacts belong to none. */
  | { readonly kind: 'retire'; readonly driver: string }
  /** A proposal that was accepted; numbers of its middle. */
  | {
      readonly kind: 'add';
      readonly driver: string;
      readonly name: string;
      readonly quotes: Driver['quotes'];
      readonly centroid: readonly number[];
    };

/** Least likeness to the middle of a driver that was made of a proposal: what proposals are gathered with. */
export const proposalLikeness = 0.6;

/** The drivers as people see them: those of the fit, with everything that was decided since. */
export function applyEdits(fitted: DriverModel): DriverModel {
  const drivers = fitted.edits.reduce(applyEdit, fitted.drivers);
  const groups = fitted.groups.map((group) => ({ ...group, size: sizeOf(drivers.filter((driver) => driver.group === group.id)) }));
  const added = sizeOf(drivers.filter(({ group }) => group === addedGroup));
  const own = added > 0 ? [{ id: addedGroup, name: 'Accepted proposals', size: added }] : [];
  return { ...fitted, id: idOf(fitted), drivers, groups: [...groups.filter(({ size }) => size > 0), ...own] };
}

const addedGroup = 'group-added';

function applyEdit(drivers: readonly Driver[], edit: DriverEdit): readonly Driver[] {
  const change = (id: string, of: (driver: Driver) => Driver) => drivers.map((driver) => (driver.id === id ? of(driver) : driver));
  switch (edit.kind) {
    case 'rename':
      return change(edit.driver, (driver) => ({ ...driver, name: edit.name, renamed: true }));
    case 'pin':
      return change(edit.driver, (driver) => ({ ...driver, pinned: true }));
    case 'retire':
      return change(edit.driver, (driver) => ({ ...driver, retired: true }));
    case 'merge': {
      const from = drivers.filter(({ id }) => edit.from.includes(id));
      return change(edit.driver, (driver) => from.reduce(absorb, driver)).filter(({ id }) => !edit.from.includes(id));
    }
    case 'add':
      return [...drivers, addedDriver(edit)];
  }
}

/** Contacts of the other come to this one; what was the whole of the other becomes a branch. */
function absorb(driver: Driver, other: Driver): Driver {
  const dimensions = driver.centroid.length;
  const offset = (driver.parts.length + lengthOf(driver.absorbed)) / dimensions;
  const whole: DriverBranch = {
    parts: Array.from({ length: other.parts.length / dimensions }, (_, part) => part + offset),
    phrases: other.phrases,
  };
  const moved = other.branches.map(({ parts, phrases }) => ({ parts: parts.map((part) => part + offset), phrases }));
  return {
    ...driver,
    size: driver.size + other.size,
    phrases: [...new Set([...driver.phrases, ...other.phrases])],
    quotes: [...driver.quotes, ...other.quotes],
    branches: [...driver.branches, whole, ...moved],
    absorbed: [...(driver.absorbed ?? []), other, ...(other.absorbed ?? [])],
  };
}

function lengthOf(absorbed: Driver['absorbed']): number {
  return (absorbed ?? []).reduce((sum, { parts }) => sum + parts.length, 0);
}

function addedDriver({ driver, name, quotes, centroid }: Extract<DriverEdit, { kind: 'add' }>): Driver {
  const vector = Float32Array.from(centroid);
  const shown = { id: driver, name, renamed: false, pinned: true, group: addedGroup, phrases: [name], quotes };
  return { ...shown, size: quotes.length, threshold: proposalLikeness, centroid: vector, parts: vector, branches: [] };
}

function sizeOf(drivers: readonly Driver[]): number {
  return drivers.reduce((sum, { size, retired }) => sum + (retired ? 0 : size), 0);
}

/** Another id where contacts have another driver than in the fit: names and pins move nobody. */
function idOf({ id, edits }: DriverModel): string {
  const moving = edits.filter(({ kind }) => kind !== 'rename' && kind !== 'pin');
  if (moving.length === 0) return id;
  return createHash('sha256')
    .update(`${id} ${JSON.stringify(moving)}`)
    .digest('hex')
    .slice(0, 12);
}

/** Says what is wrong with a decision about these drivers. */
export function checkEdit(edit: DriverEdit, { drivers }: DriverModel): void {
  const known = new Set(drivers.filter(({ retired }) => !retired).map(({ id }) => id));
  const named = edit.kind === 'add' ? [] : edit.kind === 'merge' ? [edit.driver, ...edit.from] : [edit.driver];
  if (named.some((id) => !known.has(id))) throw new AppError('not-found', 'There is no driver with this id.');
  if (edit.kind === 'merge' && (edit.from.length === 0 || new Set(named).size < named.length)) {
    throw new AppError('bad-request', 'A merge needs a driver and at least one other.');
  }
}

/** Decisions that still mean something after a refit: those about drivers that it found again. */
export function editsStanding(edits: readonly DriverEdit[], drivers: readonly Driver[]): DriverEdit[] {
  const known = new Set(drivers.map(({ id }) => id));
  return edits.flatMap((edit): DriverEdit[] => {
    if (edit.kind === 'add') {
      known.add(edit.driver);
      return [edit];
    }
    if (edit.kind !== 'merge') return known.has(edit.driver) ? [edit] : [];
    const [driver, ...from] = [edit.driver, ...edit.from].filter((id) => known.has(id));
    return driver === undefined || from.length === 0 ? [] : [{ kind: 'merge', driver, from }];
  });
}
