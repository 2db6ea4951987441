/** One word of a text as sentiment reads it: lower case, elongation cut (`sooo` → `soo`), numbers and addresses as classes. */
export interface SentimentWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Written in capitals among words that are not. */
  readonly loud: boolean;
}

/** Redaction tokens, links, handles, emoticons and emoji, words with their apostrophes, runs of ! and ?. Linear: no repetition inside another. */
const pattern =
  /<[a-z_]{1,20}>|https?:\/\/\S+|@\w+|#\w+|[:;=8xX]['’]?[-o*]?[)(\][dDpP/\\|]+(?!\w)|<3|\p{Extended_Pictographic}|\d+(?:[.,:]\d+)*|\p{L}+(?:['’]\p{L}+)*|[!?]+/gu;
const longestText = 4_000;

/** What is beyond the first 4,000 characters of a turn adds nothing to how it sounds. */
export function sentimentWords(text: string): SentimentWord[] {
  const read = text.length > longestText ? text.slice(0, longestText) : text;
  const shouts = /[A-Z]{2}/.test(read) && /[a-z]/.test(read);
  const words: SentimentWord[] = [];
  for (const match of read.matchAll(pattern)) {
    const raw = match[0];
    const loud = shouts && raw.length > 1 && /^[A-Z'’]+$/.test(raw);
    words.push({ text: fold(raw), start: match.index, end: match.index + raw.length, loud });
  }
  return words;
}

function fold(raw: string): string {
  const first = raw.charCodeAt(0);
  if (first === 60 && raw !== '<3') return '<value>';
  if (first === 64) return '<user>';
  if (first >= 48 && first <= 57 && !/^8[-)(]/.test(raw)) return '<number>';
  if (raw.startsWith('http')) return '<link>';
  const word = (first === 35 ? raw.slice(1) : raw).toLowerCase().replaceAll('’', "'");
  if (/^[!?]/.test(word)) return word.includes('?') ? (word.includes('!') ? '?!' : '?') : word.length > 1 ? '!!' : '!';
  return word.replace(/(\p{L})\1{2,}/gu, '$1$1');
}
