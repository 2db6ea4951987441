import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { TagLabel } from '../../src/language/entities/tagger.ts';
import { mulberry32 } from '../bootstrap.ts';
import type { TrainingExample } from './training-example.ts';

const words = z.array(z.string());
const valuesSchema = z.object({ first: words, last: words, place: words, country: words, street: words, legalForm: words, job: words });

/** Sentences of templates.txt filled with names and places of values.json, in as many spellings as customers use. */
export function ownExamples(perTemplate: number, seed: number): readonly TrainingExample[] {
  const values = valuesSchema.parse(JSON.parse(readFileSync(new URL('values.json', import.meta.url), 'utf8')));
  const templates = readFileSync(new URL('templates.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const random = mulberry32(seed);
  const fill = filler(values, random);
  return templates.flatMap((template, index) =>
    Array.from({ length: template.includes('{') ? perTemplate : Math.ceil(perTemplate / 4) }, () =>
      respell(fill(template.replaceAll('\\n', '\n')), `own-${index}`, random()),
    ),
  );
}

type Values = z.infer<typeof valuesSchema>;
type Random = () => number;

interface Filled {
  readonly text: string;
  readonly spans: readonly { readonly label: TagLabel; readonly start: number; readonly end: number }[];
}

const labelOfSlot: Readonly<Record<string, TagLabel>> = {
  person: 'person',
  first: 'person',
  last: 'person',
  address: 'address',
  street: 'address',
  place: 'place',
  country: 'place',
  org: 'organisation',
  date: 'date',
  year: 'date',
  weekday: 'date',
  title: 'title',
  jobtitle: 'title',
  age: 'age',
  nationality: 'nationality',
  postcode: 'postcode',
  account: 'account',
  card: 'card',
  email: 'email',
  emailtyped: 'email',
  phone: 'phone',
  ssn: 'ssn',
  password: 'password',
};

function filler(values: Values, random: Random): (template: string) => Filled {
  const slots = slotWriters(values, random);
  return (template) => {
    const spans: Filled['spans'][number][] = [];
    let text = '';
    for (const part of template.split(/(\{\w+\})/)) {
      const slot = /^\{(\w+)\}$/.exec(part)?.[1];
      const value = slot === undefined ? part : (slots[slot]?.() ?? part);
      const label = slot === undefined ? undefined : labelOfSlot[slot];
      if (label !== undefined) spans.push({ label, start: text.length, end: text.length + value.length });
      text += value;
    }
    return { text, spans };
  };
}

const lowerShare = 0.4;
const upperShare = 0.05;

/** Most chat and all recognised speech has no capitals. */
function respell({ text, spans }: Filled, group: string, draw: number): TrainingExample {
  const spelled = draw < lowerShare ? text.toLowerCase() : draw < lowerShare + upperShare ? text.toUpperCase() : text;
  return { text: spelled.length === text.length ? spelled : text, spans, group };
}

function slotWriters(values: Values, random: Random): Readonly<Record<string, () => string>> {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
  const letters = (count: number) => Array.from({ length: count }, () => pick([...'abcdefghijklmnopqrstuvwxyz'])).join('');
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const first = () => pick(values.first);
  const last = () => pick(values.last);
  const street = streetWriter({ values, pick, digits, between });
  const postcode = () =>
    pick([
      digits(5),
      digits(5),
      digits(5),
      digits(4),
      `${digits(5)}-${digits(4)}`,
      digits(6),
      `${letters(2).toUpperCase()}${digits(1)} ${digits(1)}${letters(2).toUpperCase()}`,
    ]);
  const region = () => pick([letters(2).toUpperCase(), pick(['CA', 'NY', 'TX', 'FL', 'MA', 'IL', 'WA', 'OH', 'GA', 'NC'])]);
  const unit = () =>
    pick([
      `Apt. ${between(1, 999)}`,
      `Apt ${between(1, 99)}`,
      `Suite ${between(1, 999)}`,
      `Unit ${between(1, 99)}`,
      `Floor ${between(1, 20)}`,
      `# ${between(1, 99)}`,
    ]);
  const military = () =>
    pick([
      `PSC ${digits(4)}, Box ${digits(4)}\nAPO ${pick(['AA', 'AE', 'AP'])} ${digits(5)}`,
      `Unit ${digits(4)} Box ${digits(4)}\nDPO ${pick(['AA', 'AE', 'AP'])} ${digits(5)}`,
      `USNS ${last()}\nFPO ${pick(['AA', 'AE', 'AP'])} ${digits(5)}`,
      `PO Box ${digits(between(2, 5))}, ${pick(values.place)} ${postcode()}`,
    ]);
  const address = () => {
    const gap = pick([', ', ', ', '\n', ' ', ' \n']);
    const place = pick(values.place);
    const head = pick([
      street(),
      street(),
      `${street()} ${unit()}`,
      `${street()}, ${unit()}`,
      `${between(1, 99999)} ${street()} ${unit()}`,
      `the corner of ${street()} and ${street()}`,
    ]);
    const tail = pick([
      place,
      `${place}${gap}${pick(values.country)}`,
      `${place}${gap}${region()} ${postcode()}`,
      `${place} ${postcode()}`,
      `${postcode()} ${place}`,
      `${place}\n, ${region()}\n ${pick(values.country)} ${postcode()}`,
      `${place}${gap}${pick(values.country)} ${postcode()}`,
    ]);
    return random() < 0.1 ? military() : random() < 0.15 ? head : `${head}${gap}${random() < 0.15 ? tail.toUpperCase() : tail}`;
  };
  const year = () => String(between(1930, 2026));
  const month = () =>
    pick([
      'January',
      'February',
      'March',
      'April',
      'May',
      'June',
      'July',
      'August',
      'September',
      'October',
      'November',
      'December',
      'Jan',
      'Feb',
      'Sept',
      'Oct',
      'Nov',
    ]);
  const time = () =>
    pick([`${between(1, 12)}:${between(10, 59)}`, `${between(1, 12)} pm`, `${between(0, 23)}:${between(10, 59)}:${between(10, 59)}`]);
  const date = () =>
    pick([
      () => `${month()} ${between(1, 31)}`,
      () => `${month()} ${between(1, 31)}, ${year()}`,
      () => `${between(1, 31)} ${month()} ${year()}`,
      () => `the ${between(4, 20)}th of ${month()}`,
      () => `${between(1, 12)}/${between(1, 31)}/${year()}`,
      () => `${between(10, 28)}.${between(10, 12)}.${year()}`,
      () => `${year()}-${between(10, 12)}-${between(10, 28)}`,
      () => `${year()}-${between(10, 12)}-${between(10, 28)} ${time()}`,
      year,
      () => `${month()} ${year()}`,
    ])();
  const word = () => pick(values.job);
  const org = () =>
    pick([
      () =>
        `${last()} ${pick(['Inc', 'LLC', 'Ltd', 'Group', 'Corporation', 'Partners', 'Bank', 'Holdings', 'GmbH', 'and Sons', 'Technologies', 'Insurance'])}`,
      () => `${last()}, ${last()} and ${last()}`,
      () => `${last()}-${last()}`,
      () => `${word()} ${word()}`,
      () => `${word()}${pick(['soft', 'ly', 'ify', 'works', 'hub', 'media', 'net', 'point', 'gov', 'data'])}`,
      () => `${word()}${word().toLowerCase()}`,
      () =>
        `${pick(['Blue', 'Open', 'First', 'United', 'National', 'Smart', 'Green', 'Live', 'True', 'Credit', 'Golden'])} ${word()}${pick(['', ' Inc', ' Group', ' Services', ' Company'])}`,
      () => `${last()} ${pick(values.legalForm)}`,
    ])();
  const person = () =>
    pick([
      () => `${first()} ${last()}`,
      () => `${first()} ${last()}`,
      () => `${first()} ${last()}`,
      () => `${first()} ${letters(1).toUpperCase()}. ${last()}`,
      () => `${first()} ${letters(1).toUpperCase()} ${last()}`,
      () => `${first()} ${first()} ${last()}`,
      first,
      () => `${first()} ${last()} ${last()}`,
    ])();
  return {
    person,
    first,
    last,
    street,
    address,
    postcode,
    year,
    date,
    time,
    org,
    place: () => (random() < 0.1 ? pick(values.place).toUpperCase() : pick(values.place)),
    country: () => pick(values.country),
    weekday: () => pick(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']),
    title: () => pick(['Mr.', 'Mrs.', 'Ms.', 'Dr.', 'Miss', 'Mr', 'Mrs', 'Ms', 'Dr', 'Prof.', 'Sir', 'Madam']),
    jobtitle: () =>
      pick([
        () => `${word()} ${word()}`,
        word,
        () => `${pick(['Senior', 'Chief', 'Lead', 'Assistant'])} ${word()}`,
        () =>
          `${word()} and ${word()} ${pick(['manager', 'operator', 'worker', 'assistant', 'engineer', 'technician', 'clerk', 'teacher', 'analyst'])}`,
        () =>
          pick([
            'nurse',
            'plumber',
            'teacher',
            'machine operator',
            'truck driver',
            'accountant',
            'sales clerk',
            'security guard',
            'software developer',
            'postal worker',
            'cook',
            'electrician',
          ]),
      ])(),
    suffix: () => pick(['Jr.', 'Sr.', 'II', 'III', 'PhD', 'MD', 'DDS']),
    age: () =>
      pick([
        String(between(1, 99)),
        String(between(18, 90)),
        pick(['twenty one', 'thirty five', 'forty', 'fifty two', 'sixty seven', 'eighty']),
      ]),
    nationality: () =>
      pick([
        'American',
        'British',
        'German',
        'French',
        'Italian',
        'Spanish',
        'Polish',
        'Japanese',
        'Chinese',
        'Indian',
        'Brazilian',
        'Mexican',
        'Turkish',
        'Irish',
        'Dutch',
        'Swedish',
        'Korean',
        'Canadian',
        'Nigerian',
        'Greek',
        'Hungarian',
        'Czech',
        'Russian',
        'Norwegian',
        'Catholic',
        'Muslim',
      ]),
    phone: () =>
      pick([
        `${between(201, 989)}-${between(201, 989)}-${digits(4)}`,
        `(${between(201, 989)}) ${between(201, 989)}-${digits(4)}`,
        `+44 20 ${digits(4)} ${digits(4)}`,
        digits(10),
        `0${digits(2)} ${digits(3)} ${digits(4)}`,
        `0${digits(1)}.${digits(2)}.${digits(2)}.${digits(2)}.${digits(2)}`,
        `(0${digits(2)}) ${digits(3)} ${digits(3)}`,
        `${digits(3)} ${digits(4)}`,
      ]),
    email: () =>
      `${first()
        .toLowerCase()
        .replace(/[^a-z]/g, '')}.${letters(4)}@${letters(6)}.com`,
    emailtyped: () =>
      `${plain(first())}${pick(['', digits(2), ' ', plain(last())])}${pick(['', '@', ' at '])}${pick(['gmail', 'yahoo', 'hotmail', 'gmial', 'outlook', letters(5)])}${pick(['com', '.com', 'com', ' com', 'net'])}`,
    card: () => pick([`4${digits(15)}`, `${digits(4)} ${digits(4)} ${digits(4)} ${digits(4)}`, `34${digits(13)}`]),
    ssn: () => `${between(100, 600)}-${between(10, 99)}-${digits(4)}`,
    iban: () => `GB${digits(2)}${letters(4).toUpperCase()}${digits(14)}`,
    domain: () => pick([`www.${letters(7)}.com`, `https://www.${letters(8)}.org/`, `${letters(6)}.net`]),
    account: () =>
      pick([
        digits(8),
        `${letters(2)}${digits(4)}`,
        `${letters(3)} ${digits(3)}`,
        `${letters(1)} ${digits(2)} ${letters(1)} ${digits(2)}`,
        `${letters(1)}${digits(3)}-${digits(3)}-${digits(2)}`,
        digits(4),
      ]),
    password: () => pick([`${letters(4)}${digits(3)}`, `${letters(6)} ${digits(3)}`, `${letters(3)}@${digits(4)}`]),
  };
}

interface StreetParts {
  readonly values: Values;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  readonly digits: (count: number) => string;
  readonly between: (low: number, high: number) => number;
}

function streetWriter({ values, pick, between }: StreetParts): () => string {
  const end = () =>
    pick([
      'Street',
      'St',
      'Road',
      'Rd',
      'Avenue',
      'Ave',
      'Lane',
      'Drive',
      'Dr',
      'Court',
      'Crescent',
      'Place',
      'Way',
      'Boulevard',
      'Blvd',
      'Terrace',
      'Close',
      'Row',
      'Parkway',
      'Square',
      'Hill',
      'Trail',
      'Circle',
      'Loop',
      'Fort',
      'Cove',
      'Coves',
      'Mews',
      'Parks',
      'Highway',
    ]);
  const number = () => between(1, pick([99, 999, 9999, 99999]));
  return () =>
    pick([
      () => `${number()} ${pick(values.last)} ${end()}`,
      () => `${number()} ${pick(values.first)} ${end()}`,
      () => `${number()} ${pick(values.street)}`,
      () => `${pick(values.street)} ${between(1, 300)}`,
      () => `${pick(values.first)} ${end()}`,
      () => `${number()} ${pick(['North', 'South', 'East', 'West', 'N', 'S', 'W', 'E'])} ${pick(values.last)} ${end()}`,
      () => `${pick(values.last)}${pick(['straße', 'gatan', 'straat', 'katu', 'vej', 'weg', 'gasse', 'veien', 'laan'])} ${between(1, 200)}`,
      () =>
        `${pick(['Via', 'Rue', 'Calle', 'Rua', 'Avenida', 'Piazza', 'ul.', 'Rue de', 'Avenue de'])} ${pick(values.last)} ${between(1, 200)}`,
      () => `${pick(values.last)} ${pick(['utca', 'u.', 'út', 'tér', 'tee', 'ulice', 'sokak', 'náměstí'])} ${between(1, 200)}.`,
      () => `${number()}, ${pick(['rue', 'avenue', 'boulevard'])} ${pick(values.last)}`,
      () => `${number()} ${between(1, 140)}${pick(['th', 'st', 'rd', 'nd'])} ${end()}`,
    ])();
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase();
}
