import { AppError } from '../../domain/errors.ts';
import type { SignalName } from '../../domain/understanding.ts';
import type { ContactTraits } from '../../storage/contact-traits.ts';
import { findRepeats, type RepeatKind, repeated } from '../repeats/find-repeats.ts';

/** Whether each contact ended that way; null where it cannot be known. In the order of the contacts. */
export type OutcomeReader = (contacts: readonly ContactTraits[]) => readonly (0 | 1 | null)[];

export interface JudgedContact {
  readonly contact: ContactTraits;
  readonly outcome: 0 | 1;
}

const repeatDays = 7;
/** Handling times above this part of their channel's contacts are long. */
const longFrom = 0.8;

const signals: Readonly<Record<string, SignalName>> = {
  escalation: 'escalation',
  dissatisfaction: 'dissatisfaction',
  churn: 'churn-intent',
};

const named: Readonly<Record<string, OutcomeReader>> = {
  repeat: repeatReader('any'),
  'same-repeat': repeatReader('same'),
  unresolved: each(({ signals: heard }) => (heard.resolved === undefined ? null : !heard.resolved)),
  transfer: each(({ measures }) => (measures['transfer.count'] === undefined ? null : measures['transfer.count'] > 0)),
  'long-handling': longHandling,
};

export const outcomeNames: readonly string[] = [...Object.keys(named), ...Object.keys(signals), 'rule:ID'];

/** The outcome of this name, or an error that names those there are. */
export function outcomeNamed(name: string): OutcomeReader {
  const signal = Object.hasOwn(signals, name) ? signals[name] : undefined;
  if (signal) return each(({ signals: heard }) => heard[signal] ?? null);
  if (name.startsWith('rule:') && name.length > 5) return each((contact) => verdictOf(contact, name.slice(5)));
  const known = Object.hasOwn(named, name) ? named[name] : undefined;
  if (known) return known;
  throw new AppError('bad-request', `There is no outcome ${name}; there are ${outcomeNames.join(', ')}.`);
}

export function verdictOf({ met, missed }: ContactTraits, rule: string): boolean | null {
  return met.has(rule) ? true : missed.has(rule) ? false : null;
}

function each(of: (contact: ContactTraits) => boolean | null): OutcomeReader {
  return (contacts) =>
    contacts.map((contact) => {
      const value = of(contact);
      return value === null ? null : value ? 1 : 0;
    });
}

function repeatReader(kind: RepeatKind): OutcomeReader {
  return (contacts) => findRepeats(contacts).map((followUp) => repeated(followUp, { days: repeatDays, kind }));
}

/** Long is told within the channel: an e-mail takes hours where a call takes minutes. */
function longHandling(contacts: readonly ContactTraits[]): (0 | 1 | null)[] {
  const time = ({ measures }: ContactTraits) => measures.handle_time ?? measures.duration;
  const limits = new Map<string, number>();
  for (const [channel, members] of Map.groupBy(contacts, ({ fields }) => fields.channel)) {
    const times = members.flatMap((contact) => time(contact) ?? []).sort((a, b) => a - b);
    limits.set(channel, times[Math.floor(longFrom * times.length)] ?? Number.POSITIVE_INFINITY);
  }
  return contacts.map((contact) => {
    const value = time(contact);
    return value === undefined ? null : value > (limits.get(contact.fields.channel) ?? 0) ? 1 : 0;
  });
}
