import { linkCustomers } from '../../src/analytics/repeats/link-customers.ts';
import type { CustomerKey } from '../../src/domain/interaction.ts';
import { drawsOf } from './random-draws.ts';

const customers = 2000;
const typoRate = 0.02;

export interface PairCounts {
  readonly found: number;
  readonly right: number;
  readonly true: number;
}

/**
 * Two thousand customers with one to eight contacts each on four channels. Apps know the account, mail the address, calls the phone and,
 * after identification, the account; a fifth of customers share their phone with a household of two to four, one in a hundred contacts comes
 * through one of three switchboards, and one value in fifty is mistyped. To be found are the pairs of contacts that the customer's own keys
 * would connect if none were shared or mistyped: who writes by mail only and calls by phone only can be told by no one.
 */
export function judgeLinking(seed: number): PairCounts {
  const draws = drawsOf(seed);
  const chance = (share: number) => draws.uniform() < share;
  const phones = householdPhones(draws.uniform);
  let typos = 0;
  const typed = (key: string) => (chance(typoRate) ? `${key}~${typos++}` : key);
  const contacts = Array.from({ length: customers }, (_, customer) =>
    Array.from({ length: 1 + Math.min(7, draws.poisson(1.5)) }, () => {
      const phone = chance(0.01) ? `switchboard-${Math.floor(draws.uniform() * 3)}` : (phones[customer] ?? '');
      const channel = draws.uniform();
      const kinds: CustomerKey['kind'][] = [];
      if (channel < 0.5) kinds.push('phone');
      else if (channel < 0.75) kinds.push('email');
      if (channel >= 0.75 || chance(0.7)) kinds.push('account');
      if (channel >= 0.75 && chance(0.8)) kinds.push('email', 'phone');
      const given = { phone, email: `mail-${customer}`, account: `account-${customer}` };
      return {
        own: kinds.map((kind): CustomerKey => ({ kind, key: `${customer}` })),
        customerKeys: kinds.map((kind): CustomerKey => ({ kind, key: typed(given[kind]) })),
      };
    }),
  ).flat();
  const truth = linkCustomers(contacts.map(({ own }) => ({ customerKeys: own })));
  return countPairs(truth, linkCustomers(contacts));
}

function householdPhones(uniform: () => number): string[] {
  const phones: string[] = [];
  while (phones.length < customers) {
    const size = uniform() < 0.08 ? 2 + Math.floor(uniform() * 3) : 1;
    const phone = `phone-${phones.length}`;
    for (let member = 0; member < size; member++) phones.push(phone);
  }
  return phones;
}

function countPairs(truth: readonly (number | null)[], linked: readonly (number | null)[]): PairCounts {
  const pairs = (groups: Iterable<readonly unknown[]>) => [...groups].reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
  const known = Array.from(linked.keys()).filter((place) => linked[place] !== null);
  return {
    found: pairs(Map.groupBy(known, (place) => linked[place]).values()),
    right: pairs(Map.groupBy(known, (place) => `${linked[place]} ${truth[place]}`).values()),
    true: pairs(Map.groupBy(truth.keys(), (place) => truth[place]).values()),
  };
}
