import { roles } from '../../../src/domain/vocabulary.ts';
import { fieldNames } from '../../../src/rules/facts.ts';
import { constructs } from '../../../src/rules/reference.ts';
import { slotLabels } from '../../../src/rules/slots.ts';
import { eventNames } from '../../../src/rules/syntax.ts';
import type { RuleNames } from '../api.ts';

export interface Offer {
  readonly label: string;
  readonly kind: 'role' | 'field' | 'construct' | 'list' | 'entity' | 'rule' | 'event';
  readonly detail?: string;
  /** What is written, holes as `«…»`; the label when absent. */
  readonly insert?: string;
}

export interface Offers {
  /** Where the text that is replaced begins. */
  readonly from: number;
  readonly offers: readonly Offer[];
}

/** What can stand at a place, by what stands before it; null where nothing is offered: inside a phrase or a comment. */
export function completeRule(text: string, at: number, names: Omit<RuleNames, 'files'>): Offers | null {
  const before = text.slice(0, at);
  if (isInside(before)) return null;
  const list = /@([\w-]*)$/.exec(before);
  if (list) return { from: at - (list[1]?.length ?? 0) - 1, offers: listOffers(names) };
  const slot = /<([a-z-]*)$/.exec(before);
  if (slot) return { from: at - (slot[1]?.length ?? 0) - 1, offers: slotLabels.map((label) => ({ label: `<${label}>`, kind: 'entity' })) };
  const rule = /\brule\(\s*([\w-]*)$/.exec(before);
  if (rule) {
    const offers = names.rules.map(({ id, name }): Offer => ({ label: id, kind: 'rule', detail: name }));
    return { from: at - (rule[1]?.length ?? 0), offers };
  }
  const word = /[A-Za-z_][\w.-]*$/.exec(before)?.[0] ?? '';
  return { from: at - word.length, offers: wordOffers(names) };
}

/** Quotes do not nest, so an odd number of them leaves one open; a comment runs to the end of its line. */
function isInside(before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const plain = line.replaceAll(/\\./g, '');
  const quotes = plain.split('"').length - 1;
  return quotes % 2 === 1 || /#/.test(plain.replaceAll(/"[^"]*"/g, ''));
}

function listOffers({ lists }: Pick<RuleNames, 'lists'>): Offer[] {
  return Object.entries(lists).map(([name, entries]) => ({ label: `@${name}`, kind: 'list', detail: entries.slice(0, 4).join(', ') }));
}

function wordOffers({ attributes }: Pick<RuleNames, 'attributes'>): Offer[] {
  return [
    ...roles.map((role): Offer => ({ label: `${role}:`, kind: 'role', insert: `${role}: «»` })),
    ...fieldNames.map((label): Offer => ({ label, kind: 'field' })),
    ...attributes.map((name): Offer => ({ label: `attr.${name}`, kind: 'field' })),
    ...eventNames.map((label): Offer => ({ label, kind: 'event' })),
    ...constructs.flatMap(({ name, offers = [] }) =>
      offers.map((insert): Offer => ({ label: insert.replaceAll(/[«»]/g, '').trim(), kind: 'construct', detail: name, insert })),
    ),
  ];
}
