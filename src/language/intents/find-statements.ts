import type { Turn } from '../../domain/interaction.ts';
import type { Annotation } from '../../domain/span.ts';
import type { ProblemStatement } from '../../domain/understanding.ts';

/** Customers seldom come with more; a fourth is nearly always the first again. */
const mostStatements = 3;
/** As many words as the encoder reads well. */
const mostWords = 64;
const fewestWords = 4;
/** Below this a sentence does not say what is wanted. */
const least = 0.5;
/** A second statement is kept only when it is about as clear as the first. */
const nearlyAsClear = 0.3;

const invitation =
  /\b(how (can|may|could) (i|we) (help|assist)|what (can|may) (i|we) do|what (seems|is|brings|happened)|how can i be of|reason (for|of) your (call|contact))\b/i;
const need =
  /\b(need|needs|want(ed|s)?|would like|i'd like|like to|looking (for|to)|trying to|tried to|help (me|with)|can (you|i|we)|could (you|i|we)|how (do|can|could|would|much|long)|why|when (will|is|can)|where (is|are|can)|is there|do you|please)\b/i;
const trouble =
  /(n't|n’t|\bnot?\b|\bnever\b|\bcannot\b|\bstopped\b|\bstill\b|\bkeeps?\b|\bbroken?\b|\bfail(s|ed|ing)?\b|\bwrong(ly)?\b|\bproblems?\b|\bissues?\b|\berrors?\b|\bmissing\b|\blost\b|\bstolen\b|\bdown\b|\bcharged?\b|\bcancel\w*\b|\brefund\w*\b|\bcomplain\w*\b|\blate\b|\bhigher\b|\btwice\b|\bwaiting\b|\bslow\w*\b|\bdrop(s|ped|ping)?\b)/i;
const reason = /\b(because|since|so that|after|i (was|am|have|got|just)|i'm|i've|my)\b/i;
const greeting = /^(hi+|hello|hey|good (morning|afternoon|evening|day)|dear \S+|greetings)\b[\s,!.]*(there|team|all|everyone)?[\s,!.]*/i;
const courtesy =
  /^(thanks?|thank you|thx|ok(ay)?|yes|yeah|yep|no|nope|sure|great|perfect|alright|bye|goodbye|got it|i see|right|fine|that's (it|all|right|correct)|kind regards|best regards|regards|sincerely)\b/i;
const identification =
  /\b(my name is|name's|this is \S+ (speaking|calling)|(account|phone|order|booking|reference|card|customer)( number)? is|my (e-?mail|number|address|postcode|zip|pin|date of birth) is|date of birth|it's under)\b/i;
const valueToken = /<[a-z-]+>/g;

/** What the customer needs, in the customer's words: the clearest sentences, with values left out. Best first. */
export function findStatements(turns: readonly Turn[], annotations: readonly Annotation[] = []): ProblemStatement[] {
  const customers = turns.filter(({ role }) => role === 'customer');
  const candidates = customers.flatMap((turn, order) => {
    const invited = invitation.test(turns[turns.indexOf(turn) - 1]?.text ?? '');
    return sentencesOf(turn).map((sentence) => ({ ...sentence, confidence: clarity(sentence.words, { order, invited }) }));
  });
  const clear = candidates.filter(({ confidence }) => confidence >= least).toSorted((a, b) => b.confidence - a.confidence);
  const best = clear[0]?.confidence ?? 0;
  const chosen = clear.filter(({ confidence }) => confidence >= best - nearlyAsClear).slice(0, mostStatements);
  const found = chosen.length > 0 ? chosen : firstWords(candidates);
  return found.map(({ turn, start, end, confidence }) => ({
    turn,
    start,
    end,
    confidence: Number(confidence.toFixed(3)),
    text: withoutValues(turns.find(({ index }) => index === turn)?.text ?? '', { turn, start, end, annotations }),
  }));
}

interface Sentence {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

interface Candidate extends Sentence {
  readonly confidence: number;
}

/** Nothing clear: the first sentence that is more than a courtesy. */
function firstWords(candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter(({ words }) => contentOf(words) >= fewestWords && !identification.test(words)).slice(0, 1);
}

const sentenceEnd = /[.!?\n]+(?=\s|$)|\n+/g;

/** Sentences without their greeting, and never longer than the encoder reads. */
function sentencesOf({ index, text }: Turn): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  const add = (end: number) => {
    const raw = text.slice(start, end);
    const lead = raw.length - raw.trimStart().length;
    const greeted = greeting.exec(raw.trimStart())?.[0].length ?? 0;
    const words = raw.trimStart().slice(greeted).trimEnd();
    const from = start + lead + greeted;
    const cut = words.split(/\s+/, mostWords + 1).length > mostWords ? cutAfterWords(words) : words;
    if (cut.length > 0) sentences.push({ turn: index, start: from, end: from + cut.length, words: cut });
    start = end;
  };
  for (const match of text.matchAll(sentenceEnd)) add(match.index + match[0].length);
  if (start < text.length) add(text.length);
  return sentences;
}

function cutAfterWords(words: string): string {
  let count = 0;
  for (const match of words.matchAll(/\S+/g)) if (++count === mostWords) return words.slice(0, match.index + match[0].length);
  return words;
}

/** Points of a sentence, brought to 0…1. The weights follow methods of contact-driver discovery: position, need, trouble, question. */
function clarity(words: string, { order, invited }: { readonly order: number; readonly invited: boolean }): number {
  const content = contentOf(words);
  if (content < fewestWords) return 0;
  const points =
    -2.2 +
    (need.test(words) ? 1.3 : 0) +
    (trouble.test(words) ? 1.4 : 0) +
    (reason.test(words) ? 0.5 : 0) +
    (words.endsWith('?') ? 0.4 : 0) +
    (invited ? 1.2 : 0) +
    (order < 3 ? 1 - 0.3 * order : -0.6) +
    Math.min(content, 15) * 0.06 -
    (courtesy.test(words) ? 1.2 : 0) -
    (identification.test(words) ? 2.2 : 0);
  return 1 / (1 + Math.exp(-points));
}

function contentOf(words: string): number {
  return words.replace(valueToken, ' ').match(/[\p{L}\p{N}]{2,}/gu)?.length ?? 0;
}

const money = /[$€£]\s?\d[\d.,]*|\b\d[\d.,]*\s?(dollars?|euros?|pounds?|usd|eur|gbp)\b/gi;
const number = /\b\d[\d.,:/-]*\d\b|\b\d\b/g;

interface Place {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
  readonly annotations: readonly Annotation[];
}

/** Otherwise texts would be alike by their amounts and dates. */
function withoutValues(text: string, { turn, start, end, annotations }: Place): string {
  const values = annotations
    .filter((one) => one.turn === turn && one.kind === 'entity' && one.start >= start && one.end <= end)
    .toSorted((a, b) => b.start - a.start);
  let plain = text.slice(start, end);
  for (const { start: from, end: to, label } of values) plain = `${plain.slice(0, from - start)}<${label}>${plain.slice(to - start)}`;
  return plain.replace(money, '<money>').replace(number, '<number>');
}
