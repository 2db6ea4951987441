import type { Random } from './random.ts';

const digitWords = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Digits as people say them: one word each, in groups, sometimes "oh" and "double". */
export function spokenDigits(digits: string, random: Random, groupSizes = [4]): string {
  const groups: string[] = [];
  let at = 0;
  for (let group = 0; at < digits.length; group += 1) {
    const size = groupSizes[Math.min(group, groupSizes.length - 1)] ?? 4;
    groups.push(digits.slice(at, at + size));
    at += size;
  }
  const sayOh = random.chance(0.4);
  const sayDouble = random.chance(0.2);
  return groups.map((group) => sayGroup(group, sayOh, sayDouble)).join(', ');
}

function sayGroup(group: string, sayOh: boolean, sayDouble: boolean): string {
  const words: string[] = [];
  for (let index = 0; index < group.length; index += 1) {
    const digit = group.charAt(index);
    const word = digit === '0' && sayOh ? 'oh' : (digitWords[Number(digit)] ?? digit);
    if (sayDouble && group.charAt(index + 1) === digit) {
      words.push(`double ${word}`);
      index += 1;
    } else words.push(word);
  }
  return words.join(' ');
}

/** `anna.davis@example.com` → `anna dot davis at example dot com`. */
export function spokenEmail(email: string): string {
  return email.replace('@', ' at ').replaceAll('.', ' dot ');
}
