/**
 * Ways in which people give a card number, written for the evaluation: the recogniser does not import this table, and no
 * word list of the recogniser is used here. What stands in [brackets] must be gone after redaction.
 */
export interface SpokenTurn {
  readonly speaker: 'agent' | 'customer';
  readonly text: string;
}
export interface SpokenCase {
  readonly way: string;
  readonly turns: readonly SpokenTurn[];
}

/** Numbers that pass the check digit, from the ranges that card networks set aside for tests. */
export const testCards = [
  '4111111111111111',
  '5500005555555559',
  '4539148803436467',
  '6011000990139424',
  '2223003122003222',
  '378282246310005',
  '30569309025904',
  '3530111333300000',
];

const names = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const teens = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

type Say = (group: string) => string;
const each =
  (say: (digit: string) => string, join = ' '): Say =>
  (group) =>
    [...group].map(say).join(join);
const name = (digit: string) => names[Number(digit)] ?? '';
const withOh = (digit: string) => (digit === '0' ? 'oh' : name(digit));

/** `double one`, `triple five`, the rest one by one. */
const doubles: Say = (group) =>
  group
    .replace(/(\d)\1\1|(\d)\2|\d/g, (run) => `${run.length === 3 ? 'triple ' : run.length === 2 ? 'double ' : ''}${withOh(run[0] ?? '')} `)
    .trim();

/** `forty one eleven`. */
const pairs: Say = (group) =>
  group
    .replace(/\d\d?/g, (pair) => {
      const value = Number(pair);
      if (pair.length < 2) return `${name(pair)} `;
      if (value < 10) return `oh ${name(pair[1] ?? '')} `;
      if (value < 20) return `${teens[value - 10]} `;
      return `${tens[Math.floor(value / 10)]}${value % 10 === 0 ? '' : ` ${names[value % 10]}`} `;
    })
    .trim();

/** How one group of digits is said or written, and what stands between groups. */
const styles: Readonly<Record<string, { readonly say: Say; readonly gap: string }>> = {
  'digit words': { say: each(name), gap: ' ' },
  'digit words with commas': { say: each(name), gap: ', ' },
  'oh for zero': { say: each(withOh), gap: ' ' },
  'a breath between groups': { say: each(withOh), gap: '. ' },
  'ellipses between groups': { say: each(name), gap: '... ' },
  'doubles and triples': { say: doubles, gap: ' ' },
  'doubles with commas': { say: doubles, gap: ', ' },
  'pairs as tens': { say: pairs, gap: ' ' },
  'written groups': { say: (group) => group, gap: ' ' },
  'written with hyphens': { say: (group) => group, gap: '-' },
  'written with commas': { say: (group) => group, gap: ', ' },
  'written with dots': { say: (group) => group, gap: '.' },
  'written in one piece': { say: (group) => group, gap: '' },
  'single written digits': { say: each((digit) => digit), gap: ' ' },
  'written digits with hyphens': { say: each((digit) => digit, '-'), gap: '-' },
  'written digits with commas': { say: each((digit) => digit, ', '), gap: ', ' },
  'uh between groups': { say: each(name), gap: ' uh ' },
  'um with commas': { say: each(withOh), gap: ', um, ' },
  'dash spoken': { say: each(name), gap: ' dash ' },
  'then between groups': { say: each(withOh), gap: ' then ' },
  'and then between groups': { say: each(withOh), gap: ' and then ' },
  'capitals of a recogniser': { say: (group) => each(name)(group).replace(/^\w/, (letter) => letter.toUpperCase()), gap: '. ' },
  'hyphenated words': { say: each(name, '-'), gap: ', ' },
  'half words, half written': { say: (group) => (Number(group[0]) % 2 === 0 ? each(name)(group) : group), gap: ' ' },
};

const ask: SpokenTurn = { speaker: 'agent', text: 'Can I have the card number please?' };
const customer = (text: string): SpokenTurn => ({ speaker: 'customer', text });
const agent = (text: string): SpokenTurn => ({ speaker: 'agent', text });

/** How the number lies in the conversation. */
type Frame = (groups: readonly string[], gap: string) => readonly SpokenTurn[];
const whole = (groups: readonly string[], gap: string) => `[${groups.join(gap)}]`;
const inTurns =
  (interject: readonly string[], lead = ''): Frame =>
  (groups) => [
    ask,
    ...groups.flatMap((group, index) => [
      customer(`${index === 0 ? lead : ''}[${group}]`),
      agent(interject[index % interject.length] ?? ''),
    ]),
  ];

const frames: Readonly<Record<string, Frame>> = {
  'asked, bare': (groups, gap) => [ask, customer(whole(groups, gap))],
  'asked, yes it is': (groups, gap) => [ask, customer(`yes it is ${whole(groups, gap)}.`)],
  'asked, after a pause': (groups, gap) => [ask, customer('one moment'), agent('sure'), customer(`okay ${whole(groups, gap)}`)],
  'named in the sentence': (groups, gap) => [customer(`my credit card number is ${whole(groups, gap)} thank you`)],
  'unasked, in a payment': (groups, gap) => [customer(`I want to pay with ${whole(groups, gap)} please`)],
  'visa, then expiry': (groups, gap) => [ask, customer(`it is a visa ${whole(groups, gap)} expires 08/29`)],
  'in parts, mm-hm': inTurns(['mm-hm', 'okay', 'yes', 'thank you']),
  'in parts, go ahead': inTurns(['go ahead', 'got it', 'uh huh', 'perfect'], 'sure, '),
  'read back by the agent': (groups, gap) => [
    ask,
    customer(whole(groups, gap)),
    agent(`so that is ${whole(groups, gap)}, is that right?`),
    customer('yes'),
  ],
  'in two halves': (groups, gap) => [
    ask,
    customer(`[${groups.slice(0, 2).join(gap)}]`),
    agent('okay'),
    customer(`[${groups.slice(2).join(gap)}]`),
  ],
};

/** 4-4-4-4, or 4-6-5 as on the cards of that length. */
function grouped(card: string): readonly string[] {
  const sizes = card.length === 15 ? [4, 6, 5] : card.length === 14 ? [4, 6, 4] : [4, 4, 4, 4];
  return sizes.map((size, index) => {
    const from = sizes.slice(0, index).reduce((sum, before) => sum + before, 0);
    return card.slice(from, from + size);
  });
}

/** Every style in every frame, each with its own card in turn. */
function crossed(): readonly SpokenCase[] {
  return Object.entries(styles).flatMap(([style, { say, gap }], row) =>
    Object.entries(frames).map(([frame, lay], column) => {
      const card = testCards[(row + column * 3) % testCards.length] ?? '';
      return { way: `${style}; ${frame}`, turns: lay(grouped(card).map(say), gap) };
    }),
  );
}

/** Slips, corrections and interruptions that no table of styles makes. */
const single: readonly SpokenCase[] = [
  { way: 'one digit misheard', turns: [ask, customer('[4111 1111 1111 1112]')] },
  { way: 'one digit lost', turns: [ask, customer('[4111 1111 111 1111]')] },
  { way: 'a digit too many', turns: [ask, customer('[four one one one one one one one one one one one one one one one one]')] },
  {
    way: 'corrected in the middle',
    turns: [ask, customer('[four one one one one one one two], sorry, [one one one one, one one one one, one one one one]')],
  },
  { way: 'corrected with no wait', turns: [ask, customer('[5500 0055] no wait [5500 0055 5555 5559]')] },
  {
    way: 'started again',
    turns: [
      ask,
      customer(
        '[four five three] let me start again [four five three nine, one four eight eight, oh three four three, six four six seven]',
      ),
    ],
  },
  {
    way: 'looks for glasses',
    turns: [ask, customer('[four one one one] let me get my glasses [one one one one one one one one one one one one]')],
  },
  {
    way: 'agent repeats every group',
    turns: [
      ask,
      customer('[4539]'),
      agent('[4539]'),
      customer('[1488]'),
      agent('[1488]'),
      customer('[0343]'),
      agent('[0343]'),
      customer('[6467]'),
      agent('[6467], thank you'),
    ],
  },
  {
    way: 'agent asks for the next four',
    turns: [
      ask,
      customer('[four five three nine]'),
      agent('and the next four?'),
      customer('[one four eight eight]'),
      agent('and the next four?'),
      customer('[oh three four three]'),
      agent('and the last four?'),
      customer('[six four six seven]'),
    ],
  },
  {
    way: 'agent misunderstands a group',
    turns: [ask, customer('[4539 1488]'), agent('[4539 1489]?'), customer('no [1488]'), agent('okay [1488]'), customer('[0343 6467]')],
  },
  { way: 'groups of three and five', turns: [ask, customer('[601 10009 901 39424]')] },
  { way: 'with expiry and code in one breath', turns: [ask, customer('[4111 1111 1111 1111 oh eight twenty nine one two three]')] },
  { way: 'typed with a typo space', turns: [customer('card no [41 11 1111 11111111]')] },
  { way: 'last four only', turns: [agent('what are the last four digits of the card?'), customer('[1111]')] },
  { way: 'last four in words', turns: [agent('could you confirm the last four of your card?'), customer('sure [one one one one]')] },
  { way: 'ending in', turns: [customer('my visa ending in [1111] was charged twice')] },
  {
    way: 'asked by long number',
    turns: [
      agent('what is the long number across the front?'),
      customer('[double five double oh double oh double five double five double five double five five nine]'),
    ],
  },
  {
    way: 'the sixteen digits',
    turns: [agent('please read me the sixteen digits'), customer('[two two two three, oh oh three one, two two oh oh, three two two two]')],
  },
  {
    way: 'amex with the word',
    turns: [customer('it is an american express [three seven eight two eight two two four six three one oh oh oh five]')],
  },
  {
    way: 'customer chats in between',
    turns: [
      ask,
      customer('[four five three nine] hang on the dog is barking'),
      agent('no problem'),
      customer('[one four eight eight]'),
      agent('yes'),
      customer('[oh three four three six four six seven]'),
    ],
  },
  {
    way: 'with nought',
    turns: [ask, customer('[six nought one one, nought nought nought nine, nine nought one three, nine four two four]')],
  },
  {
    way: 'thousands',
    turns: [ask, customer('[four thousand one hundred eleven], [one one one one], [one one one one], [one one one one]')],
  },
  { way: 'card pasted in a chat', turns: [customer('pls charge [4111-1111-1111-1111] exp [08/29] cvv [123]')] },
  { way: 'code asked', turns: [agent('and the three digits on the back?'), customer('[one two three]')] },
  { way: 'code written', turns: [agent('what is the security code?'), customer('[987]')] },
  { way: 'expiry asked', turns: [agent('and the expiry date of the card?'), customer('[oh eight twenty nine]')] },
  { way: 'expiry by month', turns: [agent('when does the card expire?'), customer('[August 2029]')] },
];

/** Numbers that are no cards and stay readable. */
export const notCards: readonly SpokenCase[] = [
  'my order number is 4839201847',
  'the order is 9201 8471 2234',
  'tracking number 1Z999AA10123456784',
  'tracking 9400 1100 2007 9101 2345 67',
  'please call our line 1-800-221-1212',
  'that will be four hundred and fifty dollars',
  'it costs 1,299.99 all in',
  'I paid 45 dollars and 90 cents twice',
  'between 2019 and 2024 I paid 50 a month',
  'the invoice of 12/05/2024 over 4,111.11 euros',
  'it was one of four or five people',
  'I called two or three times, four even',
  'flight BA 2490 leaves at 16 45',
  'the serial number is 77-120-9981',
  'ticket 100234 is still open',
  'room four one one on the fourth floor',
  'you have 16 digits to enter',
  'model 5500 in black, size 42',
  'version 4.11.11',
  'the first one, then the second one, then the third one',
  'twenty five percent of one thousand',
  'six days, maybe seven, eight at the most',
  'item 5012345678900 is out of stock',
  'press one for sales, two for support',
  'it is five to nine',
  'case number 2024 0098 1123',
  'one two three testing',
  'I waited an hour and twenty minutes',
  'order four eight three nine two zero',
  'order 4839-2018',
].map((text) => ({ way: text, turns: [customer(text)] }));

export const spokenCases: readonly SpokenCase[] = [...crossed(), ...single];
