import { AppError } from '../../domain/errors.ts';
import type { ContactTraits, TraitField } from '../../storage/contact-traits.ts';
import { verdictOf } from './outcomes.ts';

/** Something a contact has or has not, before or while it is handled. */
export interface Exposure {
  /** As it is asked for: `driver=d-1`, `attribute:plan=gold`, `rule:refund`. */
  readonly name: string;
  /** What it varies over: nothing is adjusted for itself. */
  readonly dimension: string;
  /** Null where it cannot be known. */
  has(contact: ContactTraits): boolean | null;
}

const fields: readonly TraitField[] = ['driver', 'reason', 'channel', 'queue', 'team', 'agent', 'language', 'direction'];
/** Fields of which every value is a candidate. Agents are coached on what they do (docs/GLOSSARY.md), not named as causes. */
const candidateFields = fields.filter((field) => field !== 'agent' && field !== 'direction');
/** Rarer ones cannot be told from chance, and attributes with more values are numbers of orders and the like. */
const fewestExposed = 30;
const mostAttributeValues = 50;

/** `driver=d-1`, `queue=care`, `attribute:plan=gold`, `rule:ID`. */
export function exposureNamed(name: string): Exposure {
  if (name.startsWith('rule:') && name.length > 5) return ruleExposure(name.slice(5));
  const [dimension = '', ...rest] = name.split('=');
  const value = rest.join('=');
  const field = fields.find((each) => each === dimension);
  if (value !== '' && field) return fieldExposure(field, value);
  if (value !== '' && dimension.startsWith('attribute:')) return attributeExposure(dimension.slice('attribute:'.length), value);
  const known = [...fields.map((each) => `${each}=VALUE`), 'attribute:NAME=VALUE', 'rule:ID'];
  throw new AppError('bad-request', `There is no exposure ${name}; there are ${known.join(', ')}.`);
}

/** Everything that enough contacts have and enough have not. */
export function candidateExposures(contacts: readonly ContactTraits[]): Exposure[] {
  const common = (counts: ReadonlyMap<string, number>) =>
    [...counts]
      .filter(([value, count]) => value !== '' && count >= fewestExposed && contacts.length - count >= fewestExposed)
      .map(([value]) => value);
  const byField = candidateFields.flatMap((field) =>
    common(countBy(contacts.map(({ fields: own }) => own[field]))).map((value) => fieldExposure(field, value)),
  );
  const names = new Set(contacts.flatMap(({ attributes }) => Object.keys(attributes)));
  const byAttribute = [...names].flatMap((name) => {
    const counts = countBy(contacts.map(({ attributes }) => attributes[name] ?? ''));
    return counts.size > mostAttributeValues ? [] : common(counts).map((value) => attributeExposure(name, value));
  });
  const rules = common(countBy(contacts.flatMap(({ met }) => [...met])));
  return [...byField, ...byAttribute, ...rules.map(ruleExposure)];
}

function fieldExposure(field: TraitField, value: string): Exposure {
  return { name: `${field}=${value}`, dimension: field, has: (contact) => contact.fields[field] === value };
}

function attributeExposure(name: string, value: string): Exposure {
  return { name: `attribute:${name}=${value}`, dimension: `attribute:${name}`, has: ({ attributes }) => attributes[name] === value };
}

function ruleExposure(rule: string): Exposure {
  return { name: `rule:${rule}`, dimension: `rule:${rule}`, has: (contact) => verdictOf(contact, rule) };
}

function countBy(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** With the driver's name instead of its id. */
export function shownName(exposure: string, names: ReadonlyMap<string, string>): string {
  if (!exposure.startsWith('driver=')) return exposure;
  const id = exposure.slice('driver='.length);
  return `driver “${names.get(id) ?? id}”`;
}
