import type { Channel } from '../../src/domain/vocabulary.ts';
import { dayMs } from './calendar.ts';
import type { Customer } from './customers.ts';
import { writtenPhone } from './customers.ts';
import type { Slots } from './phrases.ts';
import type { Random } from './random.ts';
import { spokenDigits, spokenEmail } from './spoken.ts';

/** Test numbers that payment networks publish: the check digit is right and no account exists. */
const testCards = [
  '4111111111111111',
  '5555555555554444',
  '378282246310005',
  '6011111111111117',
  '4242424242424242',
  '5105105105105100',
  '4012888888881881',
];
/** Numbers the Social Security Administration has voided because they were printed in advertisements. */
const voidedSsns = ['219-09-9999', '078-05-1120'];
const months = 'January February March April May June July August September October November December'.split(' ');
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const competitors = ['Northlink', 'CityFiber', 'Bluewave', 'Prairie Connect'];
const devices = ['Galaxy', 'Pixel', 'Motorola', 'Nokia'];
const routers = ['Fernhill router', 'F200 router', 'white router', 'new router'];
const streets = ['Meadow Lane', 'Harbor Street', 'Orchard Road', 'Station Avenue', 'Birch Court'];

/** Articles the chat bot knows: one per queue, so that it names no reason. */
const helpTopics: Readonly<Record<string, string>> = {
  billing: 'Understanding your bill and payments',
  technical: 'Fixing connection problems',
  moves: 'Moving house and meters',
  sales: 'Plans, prices and travel',
  cancellations: 'Contracts and renewals',
};

export interface SlotFacts {
  readonly customer: Customer;
  readonly channel: Channel;
  /** Local noon of the day is near enough for the dates people mention. */
  readonly startedAt: number;
  readonly agentName: string;
  readonly queue: string;
  readonly line: string;
  readonly minuteOfDay: number;
}

/** The values one conversation keeps from its first turn to its last. */
export function slotsOf(facts: SlotFacts, random: Random): Slots {
  const { customer, channel, startedAt } = facts;
  const voice = channel === 'voice';
  const usual = random.integer(38, 140);
  const extra = random.pick([5, 8, 10, 12, 15, 20, 25, 30, 35]);
  const date = new Date(startedAt + random.integer(2, 16) * dayMs);
  const past = new Date(startedAt - random.integer(2, 25) * dayMs);
  const card = random.pick(testCards);
  const birth = `${random.pick(months)} ${random.integer(1, 28)}, ${random.integer(1946, 2001)}`;
  return {
    first: customer.first,
    name: customer.name,
    account: voice ? voiceNumber(customer.account, random, [3, 4]) : customer.account,
    phone: voice ? voicePhone(customer.phone, random) : writtenPhone(customer.phone, random),
    email: voice && random.chance(0.6) ? spokenEmail(customer.email) : customer.email,
    address: customer.address,
    newAddress: `${random.integer(2, 899)} ${random.pick(streets)}`,
    city: customer.city,
    zip: customer.zip,
    plan: customer.plan,
    speed: String(random.pick([100, 300, 500])),
    device: facts.line === 'mobile' ? random.pick(devices) : random.pick(routers),
    amount: money(usual + extra, random),
    amount2: money(usual, random),
    fee: `$${extra}`,
    half: `$${Math.ceil((usual + extra) / 2)}`,
    part: `$${Math.ceil((usual + extra) / 4)}`,
    price: `$${random.pick([29, 35, 39, 45, 49, 55])}`,
    date: writtenDate(date, random),
    past: writtenDate(past, random),
    birthDate: birth,
    weekday: weekdays[random.integer(1, 6)] ?? 'Monday',
    month: months[new Date(startedAt - random.integer(0, 20) * dayMs).getUTCMonth()] ?? 'May',
    time: random.pick(['8 AM', '9:30', '10 o’clock', 'noon', '2:30', '3 PM', 'half past four', '5 PM', '6:15']).replace('’', "'"),
    days: String(random.integer(6, 24)),
    daypart: facts.minuteOfDay < 720 ? 'morning' : facts.minuteOfDay < 1020 ? 'afternoon' : 'evening',
    reading: String(random.integer(10_400, 88_900)),
    last4: voice && random.chance(0.5) ? spokenDigits(card.slice(-4), random) : card.slice(-4),
    card: voice ? voiceNumber(card, random, card.length === 15 ? [4, 6, 5] : [4]) : writtenCard(card, random),
    expiry: `0${random.integer(1, 9)}/${random.integer(27, 31)}`,
    cvv: voice ? spokenDigits(String(random.integer(111, 989)), random) : String(random.integer(111, 989)),
    ssn: voice ? voiceNumber(random.pick(voidedSsns).replaceAll('-', ''), random, [3, 2, 4]) : random.pick(voidedSsns),
    competitor: random.pick(competitors),
    agent: facts.agentName.split(' ')[0] ?? facts.agentName,
    queue: facts.queue,
    topic: helpTopics[facts.queue] ?? 'Your account',
    queueWord: random.pick([facts.queue, 'customer service', 'something else']),
    waitMinutes: String(random.integer(2, 11)),
  };
}

function money(dollars: number, random: Random): string {
  return random.chance(0.45) ? `$${dollars}` : `$${dollars}.${String(random.integer(5, 99)).padStart(2, '0')}`;
}

function writtenDate(date: Date, random: Random): string {
  const month = months[date.getUTCMonth()] ?? 'May';
  const day = date.getUTCDate();
  return random.pick([`${month} ${day}`, `${month} ${ordinal(day)}`, `the ${ordinal(day)}`]);
}

function ordinal(day: number): string {
  const suffix = day % 10 === 1 && day !== 11 ? 'st' : day % 10 === 2 && day !== 12 ? 'nd' : day % 10 === 3 && day !== 13 ? 'rd' : 'th';
  return `${day}${suffix}`;
}

/** Recognisers write some numbers as words and some as digits, in groups or not. */
function voiceNumber(digits: string, random: Random, groups: number[]): string {
  const form = random.weighted({ words: 5, spaced: 2, plain: 3 });
  if (form === 'words') return spokenDigits(digits, random, groups);
  return form === 'plain' ? digits : writtenCard(digits, random);
}

function voicePhone(digits: string, random: Random): string {
  return random.chance(0.5) ? spokenDigits(digits, random, [3, 3, 4]) : `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`;
}

function writtenCard(digits: string, random: Random): string {
  return random.chance(0.6) ? digits.replace(/(\d{4})(?=\d)/g, '$1 ') : digits;
}
