import type { Random } from './random.ts';

const abbreviations: readonly (readonly [RegExp, string])[] = [
  [/\byou\b/g, 'u'],
  [/\bplease\b/gi, 'pls'],
  [/\bthanks\b/gi, 'thx'],
  [/\bbecause\b/gi, 'bc'],
  [/\bI don't know\b/gi, 'idk'],
  [/\baccount\b/gi, 'acct'],
];

/** How this customer types: drawn once per conversation. */
export interface TypingStyle {
  readonly lowerCase: boolean;
  readonly dropsStops: boolean;
  readonly dropsApostrophes: boolean;
  readonly abbreviates: boolean;
  /** Slips per word. */
  readonly slips: number;
  readonly shouts: boolean;
}

export function typingStyle(random: Random, angry: boolean): TypingStyle {
  return {
    lowerCase: random.chance(0.55),
    dropsStops: random.chance(0.6),
    dropsApostrophes: random.chance(0.35),
    abbreviates: random.chance(0.2),
    slips: random.chance(0.4) ? 0.02 : 0.004,
    shouts: angry && random.chance(0.15),
  };
}

/** Spoken-looking text as somebody types it in a chat window. Words with digits and addresses stay as they are. */
export function typeAs(style: TypingStyle, text: string, random: Random): string {
  let typed = text;
  if (style.abbreviates) for (const [word, short] of abbreviations) typed = random.chance(0.6) ? typed.replace(word, short) : typed;
  typed = typed
    .split(' ')
    .map((word) => typeWord(style, word, random))
    .join(' ');
  if (style.dropsStops) typed = typed.replace(/\.$/, '');
  return style.shouts && text.length < 90 ? typed.toUpperCase() : typed;
}

function typeWord(style: TypingStyle, word: string, random: Random): string {
  if (/[\d@]/.test(word)) return word;
  let typed = style.lowerCase ? word.toLowerCase() : word;
  if (style.dropsApostrophes) typed = typed.replace(/'/g, '');
  if (typed.length < 4 || !random.chance(style.slips)) return typed;
  const at = random.integer(1, typed.length - 2);
  const [before, first, second, after] = [typed.slice(0, at), typed.charAt(at), typed.charAt(at + 1), typed.slice(at + 2)];
  return random.pick([`${before}${second}${first}${after}`, `${before}${second}${after}`, `${before}${first}${first}${second}${after}`]);
}
