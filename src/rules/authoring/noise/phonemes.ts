/**
 * English spelling to a rough string of sounds, one character each: capitals for sounds that take two letters (S as in she, C as in chin,
 * J as in gin, T as in thin, N as in sing), vowels as five qualities. Good enough to tell which words a recogniser may take for each other.
 */
export function phonemesOf(word: string): string {
  let text = word.toLowerCase().replaceAll(/[^a-z]/g, '');
  for (const [spelling, sound] of spellings) text = text.replaceAll(spelling, sound);
  return text.replaceAll(/([^aeiou])\1+/g, '$1');
}

const spellings: readonly (readonly [RegExp, string])[] = [
  [/^(?:kn|gn|pn)/g, 'n'],
  [/^wr/g, 'r'],
  [/^wh/g, 'w'],
  [/^x/g, 'z'],
  [/mb$/g, 'm'],
  [/([aeiou])gh(?=t|$)/g, '$1'],
  [/gh/g, 'g'],
  [/ph/g, 'f'],
  [/t?ch/g, 'C'],
  [/sh|ti(?=on|al|ous)|si(?=on)|ci(?=al|ous)/g, 'S'],
  [/th/g, 'T'],
  [/ng(?![aeiou])/g, 'N'],
  [/ck|c(?![eiyhC])|q(?:u)?/g, 'k'],
  [/c/g, 's'],
  [/dge?(?=$|[^aeiou])|g(?=[eiy])|j/g, 'J'],
  [/x/g, 'ks'],
  [/([^aeiou])e$/g, '$1'],
  [/ee|ea|ie|y(?=$|[^aeiou])|ey$/g, 'i'],
  [/ai|ay|ei/g, 'e'],
  [/oo|ew|ue|ui/g, 'u'],
  [/ou|ow|oa|oe|au|aw/g, 'o'],
];

/** Sounds that differ in voicing only, then sounds made in the same manner. */
const voicingPairs = ['pb', 'td', 'kg', 'fv', 'sz', 'CJ'];
const manners = ['pbtdkg', 'fvszSTCJh', 'mnN', 'lrwy'];
const vowels = 'aeiou';

/** Voicing 0.3, vowel for vowel 0.4, same manner 0.5, other 1, left out 0.7: set by hand, not fitted to a recogniser. */
function substitutionCost(a: string, b: string): number {
  if (a === b) return 0;
  const both = (group: string) => group.includes(a) && group.includes(b);
  if (both(vowels)) return 0.4;
  if (voicingPairs.some(both)) return 0.3;
  return manners.some(both) ? 0.5 : 1;
}

const leaveOutCost = 0.7;

/** How differently two words sound: weighted edits over the length of the longer; 0 alike, 1 nothing in common. */
export function soundDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column * leaveOutCost);
  for (let row = 1; row <= a.length; row++) {
    const current = [row * leaveOutCost];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (above[column - 1] ?? 0) + substitutionCost(a[row - 1] ?? '', b[column - 1] ?? '');
      current.push(Math.min(replaced, (above[column] ?? 0) + leaveOutCost, (current[column - 1] ?? 0) + leaveOutCost));
    }
    above = current;
  }
  return (above[b.length] ?? 0) / Math.max(1, a.length, b.length);
}
