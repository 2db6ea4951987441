/**
 * The normalisation under which word errors are counted, fixed before the first measurement: what differs only in
 * writing ("25", "twenty-five"; "I'm", "I am"; "a@b.com", "a at b dot com") is no error. Both sides go through it.
 */
export function normaliseWords(text: string): string[] {
  const plain = text
    .toLowerCase()
    .replace(/<[^>]*>|\[[^\]]*\]/g, ' ')
    .replace(/[’‘]/g, "'")
    .replace(/\ba\.m\.?(?=\W|$)/g, 'am')
    .replace(/\bp\.m\.?(?=\W|$)/g, 'pm')
    .replace(/\b([ap]) m\b/g, '$1m')
    .replace(/\$ ?(\d[\d,]*(?:\.\d+)?)/g, '$1 dollars')
    .replace(/%/g, ' percent ')
    .replace(/@/g, ' at ')
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replace(/(\d)\.(?=\d)/g, '$1 point ')
    .replace(/([a-z0-9])\.(?=[a-z0-9])/g, '$1 dot ')
    .replace(/&/g, ' and ');
  const words = plain
    .replace(/[a-z']+(?:-[a-z']+)+/g, joinHyphens)
    .split(/[^a-z0-9']+/)
    .map((word) => word.replace(/^'+|'+$/g, ''))
    .filter((word) => word !== '' && !fillers.has(word))
    .flatMap(expandContraction)
    .map((word) => spellings[word] ?? word.replaceAll("'", ''))
    .flatMap((word) => word.split(/(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)/));
  return numbersAsDigits(words);
}

/** "to-day" and "today" differ only in writing; "twenty-five" is two numbers and "s-m-i-t-h" is spelled out. */
function joinHyphens(compound: string): string {
  const parts = compound.split('-');
  const apart =
    parts.every((part) => part.length === 1) || parts.some((part) => smallNumbers.has(ordinals[part] ?? part) || magnitudes.has(part));
  return parts.join(apart ? ' ' : '');
}

const fillers = new Set(['uh', 'um', 'hmm', 'hm', 'mm', 'mmm', 'mhm', 'er', 'erm', 'ah']);

const spellings: Readonly<Record<string, string>> = { ok: 'okay', "o'clock": 'oclock', goodbye: 'goodbye', alright: 'alright' };

const wholeContractions: Readonly<Record<string, readonly string[]>> = {
  "can't": ['can', 'not'],
  cannot: ['can', 'not'],
  "won't": ['will', 'not'],
  "let's": ['let', 'us'],
  "y'all": ['you', 'all'],
  gonna: ['going', 'to'],
  wanna: ['want', 'to'],
};
const contractionEndings: readonly (readonly [string, string])[] = [
  ["n't", 'not'],
  ["'re", 'are'],
  ["'ve", 'have'],
  ["'ll", 'will'],
  ["'d", 'would'],
  ["'m", 'am'],
];
/** Only these take "is": after other words `'s` may be a genitive, which stays one word. */
const isBefore = new Set(['it', 'that', 'what', 'there', 'here', 'he', 'she', 'who', 'how', 'where', 'when', 'everything']);

function expandContraction(word: string): readonly string[] {
  const whole = wholeContractions[word];
  if (whole) return whole;
  if (word.endsWith("'s") && isBefore.has(word.slice(0, -2))) return [word.slice(0, -2), 'is'];
  const ending = contractionEndings.find(([suffix]) => word.length > suffix.length && word.endsWith(suffix));
  return ending ? [word.slice(0, -ending[0].length), ending[1]] : [word];
}

const units = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const teens = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const ordinals: Readonly<Record<string, string>> = {
  first: 'one',
  second: 'two',
  third: 'three',
  fifth: 'five',
  eighth: 'eight',
  ninth: 'nine',
  twelfth: 'twelve',
  ...Object.fromEntries(
    ['four', 'six', 'seven', ...teens.filter((teen) => teen !== 'twelve')].map((cardinal) => [`${cardinal}th`, cardinal]),
  ),
  ...Object.fromEntries(tens.map((ten) => [`${ten.slice(0, -1)}ieth`, ten])),
};
const smallNumbers = new Map([
  ...units.map((word, value) => [word, value] as const),
  ...teens.map((word, value) => [word, value + 10] as const),
  ...tens.map((word, value) => [word, (value + 2) * 10] as const),
]);
const magnitudes = new Map([
  ['hundred', 100],
  ['thousand', 1_000],
  ['million', 1_000_000],
]);
const ordinalEndings = new Set(['st', 'nd', 'rd', 'th']);

/** Number words and digit strings both become single digits; words between them stay. */
function numbersAsDigits(words: readonly string[]): string[] {
  const out: string[] = [];
  for (let index = 0; index < words.length; ) {
    const word = words[index] ?? '';
    const afterDigit = /^\d$/.test(out.at(-1) ?? '');
    if (/^\d+$/.test(word)) {
      out.push(...word);
      index += ordinalEndings.has(words[index + 1] ?? '') ? 2 : 1;
    } else if ((word === 'oh' || word === 'o') && afterDigit) {
      out.push('0');
      index++;
    } else {
      const number = readCardinal(words, index);
      if (number) out.push(...String(number.value));
      else out.push(word);
      index = number?.next ?? index + 1;
    }
  }
  return out;
}

/** Reads one spoken number: "one hundred and twenty five" is one, "one two three" and "nineteen eighty" are several. */
function readCardinal(words: readonly string[], start: number): { value: number; next: number } | null {
  let next = start;
  let total = 0;
  let group: number | null = null;
  for (;;) {
    const word = words[next] ?? '';
    const small = smallNumbers.get(ordinals[word] ?? word);
    const magnitude = magnitudes.get(word);
    if (small === 0 && group === null) return { value: 0, next: next + 1 };
    if (small !== undefined && fitsGroup(group, small)) group = (group ?? 0) + small;
    else if (magnitude !== undefined && group !== null) {
      total = magnitude === 100 ? total : total + group * magnitude;
      group = magnitude === 100 ? group * 100 : 0;
    } else if (!(word === 'and' && group !== null && group % 100 === 0 && group + total > 0 && smallNumbers.has(words[next + 1] ?? '')))
      break;
    next++;
  }
  return group === null ? null : { value: total + group, next };
}

function fitsGroup(group: number | null, small: number): boolean {
  if (group === null || group === 0) return group === null || small > 0;
  if (group % 100 === 0) return true;
  return group % 10 === 0 && group % 100 >= 20 && small > 0 && small < 10;
}
