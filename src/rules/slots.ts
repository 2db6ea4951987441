import type { PhrasePart } from './phrase.ts';

/** What `<label>` finds: redaction tokens of the label, and for plain values the ways they are written or said. */
const words = (text: string): PhrasePart => ({ kind: 'words', words: text.split(' ') });
const entity = (...labels: string[]): PhrasePart => ({ kind: 'test', test: { kind: 'entity', labels } });
const number: PhrasePart = { kind: 'test', test: { kind: 'number' } };
const money: PhrasePart = { kind: 'test', test: { kind: 'money' } };

const months = words(
  'january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec may',
);
const weekdays = words('monday tuesday wednesday thursday friday saturday sunday');
const ordinals = words(
  '1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th 13th 14th 15th 16th 17th 18th 19th 20th 21st 22nd 23rd 24th 25th 26th 27th 28th 29th 30th 31st first second third fourth fifth sixth seventh eighth ninth tenth',
);

export const slotForms: Readonly<Record<string, readonly (readonly PhrasePart[])[]>> = {
  money: [
    [entity('money', 'amount')],
    [money],
    [number, words('dollar dollars bucks cent cents euro euros pound pounds pence usd eur gbp rupees yen')],
  ],
  number: [[entity('number')], [number]],
  duration: [
    [entity('duration')],
    [number, words('second seconds minute minutes hour hours day days week weeks month months year years')],
    [words('a an'), words('minute hour day week month year')],
  ],
  date: [
    [entity('date', 'birthdate')],
    [weekdays],
    [words('today tomorrow yesterday tonight')],
    [months, number],
    [months, ordinals],
    [ordinals, words('of'), months],
    [number, months],
    [words('next last this'), words('week month year')],
    [number, number, number],
  ],
  email: [[entity('email')]],
  phone: [[entity('phone')]],
  card: [[entity('card')]],
  person: [[entity('person', 'name')]],
  place: [[entity('place', 'address', 'location')]],
  account: [[entity('account', 'iban')]],
  ssn: [[entity('ssn')]],
};

export const slotLabels: readonly string[] = Object.keys(slotForms);
