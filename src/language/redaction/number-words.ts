/** English words that dictate digits. Another language is another table here. */
export const spokenDigits: ReadonlyMap<string, string> = new Map([
  ['zero', '0'],
  ['oh', '0'],
  ['nought', '0'],
  ['one', '1'],
  ['two', '2'],
  ['three', '3'],
  ['four', '4'],
  ['five', '5'],
  ['six', '6'],
  ['seven', '7'],
  ['eight', '8'],
  ['nine', '9'],
  ['ten', '10'],
  ['eleven', '11'],
  ['twelve', '12'],
  ['thirteen', '13'],
  ['fourteen', '14'],
  ['fifteen', '15'],
  ['sixteen', '16'],
  ['seventeen', '17'],
  ['eighteen', '18'],
  ['nineteen', '19'],
  ['twenty', '20'],
  ['thirty', '30'],
  ['forty', '40'],
  ['fifty', '50'],
  ['sixty', '60'],
  ['seventy', '70'],
  ['eighty', '80'],
  ['ninety', '90'],
]);

/** Digits of the tens that a following unit completes: `forty one` is 41. */
export const spokenTens: ReadonlySet<string> = new Set(['20', '30', '40', '50', '60', '70', '80', '90']);

/** Said between digits without ending the number. */
export const fillerWords: ReadonlySet<string> = new Set([
  'uh',
  'um',
  'er',
  'erm',
  'ah',
  'hmm',
  'dash',
  'hyphen',
  'space',
  'then',
  'dot',
  'area',
]);

/** After a number they make it a quantity. */
export const quantityWords: ReadonlySet<string> = new Set([
  'thousand',
  'million',
  'billion',
  'dollar',
  'dollars',
  'bucks',
  'euro',
  'euros',
  'pound',
  'pounds',
  'cents',
  'rupees',
  'usd',
  'eur',
  'gbp',
  'inr',
  'percent',
  'points',
  'miles',
  'units',
  'people',
  'steps',
  'km',
  'kg',
  'mb',
  'gb',
]);

const firstDigits = [0xff10, 0x0660, 0x06f0, 0x0966];

/** Value of a full-width, Arabic or Devanagari digit. */
export function decimalDigits(digit: string): number {
  const code = digit.charCodeAt(0);
  const zero = firstDigits.find((first) => code >= first && code <= first + 9) ?? code;
  return code - zero;
}
