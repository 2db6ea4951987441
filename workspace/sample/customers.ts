import type { CustomerContact } from '../../src/domain/captured-interaction.ts';
import type { Random } from './random.ts';

/** Everything here is invented: 555-01xx numbers, example.* mail, and names drawn from two separate lists. */
const firstNames =
  'Anna Ben Carla David Emma Frank Gina Henry Irene Jack Karen Luis Mary Nathan Olivia Paul Rachel Steve Teresa Victor Wendy Adam Beth Carlos Diane Eric Fay George Holly Ivan Julia Kyle Linda Matt Nora Oscar Pam Rick Sandra Tim Ursula Vera Will Zoe Amir Leila Mei Raj Sofia Andre'.split(
    ' ',
  );
const lastNames =
  'Allen Baker Collins Davis Edwards Fisher Gordon Harris Ingram Jenkins Kelly Larson Morris Nelson Owens Parker Quinn Roberts Sanders Taylor Underwood Vaughn Walker Young Abbott Barnes Chen Dixon Ellis Flores Gomez Hughes Hansen Jacobs Kim Lambert Mendez Nguyen Olsen Perez Reed Silva Torres Wagner Shah Ahmed Ivanov Becker'.split(
    ' ',
  );
const streets = 'Maple Oak Cedar Lincoln Washington River Hillcrest Park Elm Sunset Prairie Mill Chestnut Lake Church Walnut'.split(' ');
const areaCodes =
  '515 641 563 319 712 402 531 605 507 608 815 309 217 618 573 660 816 913 785 620 316 417 636 314 708 630 847 920 414 262'.split(' ');
const places: readonly (readonly [string, string, string])[] = [
  ['Des Moines', '50309', 'Central'],
  ['Ames', '50010', 'Central'],
  ['Cedar Falls', '50613', 'East'],
  ['Davenport', '52801', 'East'],
  ['Iowa City', '52240', 'East'],
  ['Omaha', '68102', 'West'],
  ['Lincoln', '68508', 'West'],
  ['Sioux City', '51101', 'West'],
];
export const plans = ['Essential 100', 'Family 300', 'Fiber 500', 'Gigabit'] as const;

export interface Customer {
  readonly index: number;
  readonly first: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly account: string;
  readonly address: string;
  readonly city: string;
  readonly zip: string;
  readonly region: string;
  readonly plan: (typeof plans)[number];
  readonly tenureMonths: number;
}

/** `count` customers with distinct accounts; one household in twenty-five shares its phone. */
export function createCustomers(count: number, random: Random): Customer[] {
  const customers: Customer[] = [];
  for (let index = 0; index < count; index += 1) {
    const first = random.pick(firstNames);
    const last = random.pick(lastNames);
    const [city, zip, region] = random.pick(places);
    const own = `${random.pick(areaCodes)}55501${String(index % 100).padStart(2, '0')}`;
    const housemate = random.chance(0.04) ? customers.at(-1) : undefined;
    customers.push({
      index,
      first,
      name: `${first} ${last}`,
      phone: housemate?.phone ?? own,
      email: mailAddress(first, last, index, random),
      account: String(4_100_000 + index * 37 + random.integer(0, 30)),
      address: `${random.integer(12, 989)} ${random.pick(streets)} ${random.pick(['Street', 'Avenue', 'Road', 'Drive'])}`,
      city,
      zip,
      region,
      plan: random.pick(plans),
      tenureMonths: random.integer(1, 140),
    });
  }
  return customers;
}

function mailAddress(first: string, last: string, index: number, random: Random): string {
  const local = random.pick([
    `${first}.${last}`,
    `${first}${last.slice(0, 1)}${index % 90}`,
    `${first.slice(0, 1)}${last}`,
    `${last}${index % 100}`,
  ]);
  return `${local.toLowerCase()}@${random.pick(['example.com', 'example.org', 'example.net', 'mail.example.com'])}`;
}

/** The same customer as different systems write it; one in fifty e-mail addresses carries a typo. */
export function writtenContact(customer: Customer, random: Random): CustomerContact {
  const contact: { phone?: string; email?: string; account?: string } = {};
  if (random.chance(0.8)) contact.phone = writtenPhone(customer.phone, random);
  if (random.chance(0.55)) contact.email = writtenEmail(customer.email, random);
  if (random.chance(0.6))
    contact.account = random.pick([customer.account, `FH-${customer.account}`, ` ${customer.account}`, `fh${customer.account}`]);
  return Object.keys(contact).length === 0 ? { account: customer.account } : contact;
}

export function writtenPhone(digits: string, random: Random): string {
  const [area, prefix, line] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
  return random.pick([
    `+1${digits}`,
    `(${area}) ${prefix}-${line}`,
    `${area}-${prefix}-${line}`,
    `${area}.${prefix}.${line}`,
    `1 ${area} ${prefix} ${line}`,
  ]);
}

function writtenEmail(email: string, random: Random): string {
  if (random.chance(0.02)) return email.replace('example', 'exmaple');
  return random.chance(0.2) ? email.charAt(0).toUpperCase() + email.slice(1) : email;
}
