import type { CustomerKey } from '../../domain/interaction.ts';

/** A contact and what says whose it is. */
export interface KeyedContact {
  readonly customerKeys: readonly CustomerKey[];
}

/** A key that goes with more others than this belongs to a company's switchboard or a shared mailbox, not to a customer. */
const mostOthers = 20;

/** The surest first: an account is one customer, a mailbox nearly always, a phone is often a household's. */
const surestFirst: readonly CustomerKey['kind'][] = ['account', 'email', 'phone'];

/** Part of a shared key's identified contacts from which those without a surer key are taken for the same customer's. */
const mostlyOne = 0.75;

/**
 * The customer of each contact as a number; null where no key tells. Contacts that share a key are of one customer, except that a
 * less sure key never joins two whom a surer one tells apart: a household's phone does not say which of them called, unless nearly
 * all who said so are one (the rest may be a mistyped account).
 */
export function linkCustomers(contacts: readonly KeyedContact[]): readonly (number | null)[] {
  const groups = contactsByKey(contacts).filter(({ others }) => others.size <= mostOthers);
  const customers = new Forest(contacts.length);
  const told = new Set<number>();
  const once = accountsGivenOnce(groups, contacts.length);
  // An account that only one contact gives may be mistyped: the mailbox beside it, which is hardly ever shared, tells better whose it is.
  const isToldApart = (contact: number, kind: CustomerKey['kind']) =>
    hasSurer(contacts[contact], kind) && !(kind === 'email' && once[contact] === 1);
  for (const kind of surestFirst) {
    const keys = groups.filter((group) => group.kind === kind);
    const owners = keys.map(({ contacts: held }) =>
      ownerOf(held.filter((contact) => isToldApart(contact, kind)).map((contact) => customers.find(contact))),
    );
    for (const [index, { contacts: held }] of keys.entries()) {
      const owner = owners[index];
      if (owner === 'nobody') continue;
      const own = typeof owner === 'number' ? held.filter((contact) => !isToldApart(contact, kind)) : held;
      for (const contact of own) {
        customers.join(contact, typeof owner === 'number' ? owner : (held[0] ?? contact));
        told.add(contact);
      }
    }
  }
  return contacts.map((_, contact) => (told.has(contact) ? customers.find(contact) : null));
}

/** Whose a key is, by the customers that surer keys told among its contacts; `open` when they do not contradict each other. */
function ownerOf(known: readonly number[]): number | 'open' | 'nobody' {
  const counts = [...Map.groupBy(known, (customer) => customer)].map(([customer, { length }]) => ({ customer, length }));
  if (counts.length <= 1) return 'open';
  const most = counts.reduce((best, each) => (each.length > best.length ? each : best));
  return most.length >= mostlyOne * known.length ? most.customer : 'nobody';
}

/** 1 for contacts whose account no other contact gives. */
function accountsGivenOnce(groups: readonly KeyGroup[], contacts: number): Uint8Array {
  const once = new Uint8Array(contacts);
  for (const { kind, contacts: held } of groups) if (kind === 'account' && held.length === 1) once[held[0] ?? 0] = 1;
  return once;
}

interface KeyGroup {
  readonly kind: CustomerKey['kind'];
  /** Places of the contacts that bear the key. */
  readonly contacts: readonly number[];
  readonly others: ReadonlySet<string>;
}

function contactsByKey(contacts: readonly KeyedContact[]): KeyGroup[] {
  const groups = new Map<string, { kind: CustomerKey['kind']; contacts: number[]; others: Set<string> }>();
  for (const [place, { customerKeys }] of contacts.entries()) {
    for (const { kind, key } of customerKeys) {
      const name = `${kind}:${key}`;
      const group = groups.get(name) ?? { kind, contacts: [], others: new Set() };
      groups.set(name, group);
      group.contacts.push(place);
      for (const other of customerKeys) if (other.kind !== kind && group.others.size <= mostOthers) group.others.add(other.key);
    }
  }
  return [...groups.values()];
}

function hasSurer(contact: KeyedContact | undefined, kind: CustomerKey['kind']): boolean {
  return contact?.customerKeys.some((key) => surestFirst.indexOf(key.kind) < surestFirst.indexOf(kind)) === true;
}

/** Disjoint sets of the numbers below `size` (union by path halving). */
class Forest {
  readonly #parents: Int32Array;

  constructor(size: number) {
    this.#parents = Int32Array.from({ length: size }, (_, index) => index);
  }

  find(member: number): number {
    let at = member;
    for (;;) {
      const parent = this.#parents[at] ?? at;
      if (parent === at) return at;
      const above = this.#parents[parent] ?? parent;
      this.#parents[at] = above;
      at = above;
    }
  }

  join(one: number, other: number): void {
    const [low, high] = [this.find(one), this.find(other)].sort((a, b) => a - b) as [number, number];
    this.#parents[high] = low;
  }
}
