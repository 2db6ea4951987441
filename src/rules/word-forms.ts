/** Forms of an English word for `~word`: generated, not guessed from text, so that the same rule always means the same words. */
const irregular: Readonly<Record<string, string>> = {
  be: 'am is are was were been being',
  have: 'has had having',
  do: 'does did done doing',
  go: 'goes went gone going',
  pay: 'pays paid paying payment payments',
  say: 'says said saying',
  tell: 'tells told telling',
  speak: 'speaks spoke spoken speaking',
  take: 'takes took taken taking',
  give: 'gives gave given giving',
  get: 'gets got gotten getting',
  make: 'makes made making',
  send: 'sends sent sending',
  leave: 'leaves left leaving',
  buy: 'buys bought buying',
  bring: 'brings brought bringing',
  think: 'thinks thought thinking',
  hear: 'hears heard hearing',
  hold: 'holds held holding',
  keep: 'keeps kept keeping',
  lose: 'loses lost losing',
  find: 'finds found finding',
  write: 'writes wrote written writing',
  break: 'breaks broke broken breaking',
  choose: 'chooses chose chosen choosing',
  steal: 'steals stole stolen stealing',
  sue: 'sues sued suing',
  understand: 'understands understood understanding',
  withdraw: 'withdraws withdrew withdrawn withdrawing',
  owe: 'owes owed owing',
  die: 'dies died dying',
  lie: 'lies lied lying lay lain',
  put: 'puts putting',
  cut: 'cuts cutting',
  let: 'lets letting',
  quit: 'quits quitting',
  fall: 'falls fell fallen falling',
  feel: 'feels felt feeling',
  sell: 'sells sold selling',
  spend: 'spends spent spending',
  cancel: 'cancels canceled cancelled canceling cancelling cancellation cancelation cancellations',
};

const vowels = 'aeiou';

/** The word itself, its plural or third person, past and -ing forms, and for -er/-or spellings nothing more. */
export function wordForms(word: string): readonly string[] {
  const known = Object.hasOwn(irregular, word) ? irregular[word] : undefined;
  if (known !== undefined) return [word, ...known.split(' ')];
  return [...new Set([word, ...regularForms(word)])];
}

function regularForms(word: string): string[] {
  const last = word.at(-1) ?? '';
  const before = word.at(-2) ?? '';
  const stem = word.slice(0, -1);
  if (/(?:s|x|z|ch|sh)$/.test(word)) return [`${word}es`, `${word}ed`, `${word}ing`];
  if (last === 'y' && !vowels.includes(before)) return [`${stem}ies`, `${stem}ied`, `${word}ing`];
  if (last === 'e') return [`${word}s`, `${word}d`, before === 'e' ? `${word}ing` : `${stem}ing`];
  if (doublesLast(word)) return [`${word}s`, `${word}${last}ed`, `${word}${last}ing`, `${word}ed`, `${word}ing`];
  return [`${word}s`, `${word}ed`, `${word}ing`];
}

/** stop → stopped, refer → referred: one vowel and one consonant at the end; both spellings are kept for longer words. */
function doublesLast(word: string): boolean {
  return /[^aeiou][aeiou][bdfglmnprt]$/.test(word) || /^[aeiou][bdgmnprt]$/.test(word);
}

/**
 * A key under which words that sound alike meet: a reduced Metaphone (Philips 1990) with voiced and unvoiced stops apart,
 * vowels kept only at the start. For misheard names, not for exact search.
 */
export function soundKey(word: string): string {
  let text = word.toLowerCase().replaceAll(/[^a-z]/g, '');
  for (const [pattern, sound] of soundRules) text = text.replaceAll(pattern, sound);
  const first = text.charAt(0);
  const rest = text.slice(1).replaceAll(/[aeiouy]/g, '');
  return (vowels.includes(first) ? 'a' : first) + rest.replaceAll(/(.)\1+/g, '$1');
}

const soundRules: readonly (readonly [pattern: RegExp, sound: string])[] = [
  [/^(?:kn|gn|pn)/g, 'n'],
  [/^wr/g, 'r'],
  [/^wh/g, 'w'],
  [/^x/g, 's'],
  [/mb$/g, 'm'],
  [/ph/g, 'f'],
  [/gh(?=[aeiou])/g, 'g'],
  [/gh/g, ''],
  [/(?:tch|ch)/g, 'C'],
  [/(?:sh|tio|sio|cia)/g, 'S'],
  [/th/g, 'T'],
  [/c(?=[eiy])/g, 's'],
  [/ck/g, 'k'],
  [/[cq]/g, 'k'],
  [/x/g, 'ks'],
  [/z/g, 's'],
  [/g(?=[eiy])/g, 'j'],
  [/dge?/g, 'd'],
  [/v/g, 'f'],
  [/w(?![aeiou])/g, ''],
  [/h(?![aeiou])/g, ''],
];
