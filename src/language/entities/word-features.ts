import { listBits, listsOf } from './gazetteer.ts';
import { plainForm } from './plain-form.ts';
import type { TaggedWord } from './tagged-word.ts';

/** Feature rows of the weight table; features share a row when their hashes meet, which costs little at this size. */
export const featureRows = 1 << 17;

/** More than one word can switch on. */
const mostFeatures = 64;

/** What is known of one word alone; computed once and looked at by its neighbours too. */
interface WordFacts {
  readonly word: number;
  readonly shape: number;
  readonly lists: number;
  readonly ends: readonly number[];
}

const outside: WordFacts = { word: 0x1f, shape: 0x2f, lists: 0, ends: [] };
const knownBits = Object.values(listBits);

/**
 * Rows of the weight table that are switched on, word by word: the word, its beginning and end, its shape, the lists it
 * stands in, the same of its neighbours, and where in the text it is. Built from integer hashes, since strings would
 * cost more than the tagging.
 */
export function wordFeatures(words: readonly TaggedWord[]): readonly Int32Array[] {
  const letterCase = caseOf(words);
  const facts = words.map((word) => factsOf(word, letterCase));
  const size = mix(7, Math.min(words.length, 6));
  const features = new Int32Array(mostFeatures);
  let count = 0;
  const add = (kind: number, value: number) => {
    features[count++] = mix(Math.imul(kind, 0x9e3779b1), value) & (featureRows - 1);
  };
  return words.map((_word, index) => {
    count = 0;
    const at = (offset: number): WordFacts => facts[index + offset] ?? outside;
    add(1, 1);
    addOwn(at(0), add);
    addNeighbours(at, add);
    addPlace({ index, length: words.length, size, own: at(0) }, add);
    return features.slice(0, count);
  });
}

type Add = (kind: number, value: number) => void;

function addOwn(own: WordFacts, add: Add): void {
  add(2, own.word);
  add(3, own.shape);
  own.ends.forEach((end, kind) => {
    add(10 + kind, end);
  });
  addLists(20, own.lists, add);
  add(40, mix(own.lists, own.shape));
}

function addNeighbours(at: (offset: number) => WordFacts, add: Add): void {
  const [before2, before, own, after, after2] = [at(-2), at(-1), at(0), at(1), at(2)];
  add(50, before.word);
  add(51, before2.word);
  add(52, after.word);
  add(53, after2.word);
  add(54, mix(before.word, own.word));
  add(55, mix(own.word, after.word));
  add(56, mix(before2.word, before.word));
  add(57, mix(after.word, after2.word));
  add(58, mix(before.shape, own.shape));
  add(59, mix(own.shape, after.shape));
  add(60, mix(mix(before.shape, own.shape), after.shape));
  add(61, mix(before.lists, own.lists));
  add(62, mix(own.lists, after.lists));
  add(63, mix(before.word, own.shape));
  add(64, mix(before.word, own.lists));
  add(65, mix(mix(before2.word, before.word), own.shape));
  add(66, mix(before.lists, before.shape));
  add(67, mix(after.lists, after.shape));
  add(68, mix(after.word, own.shape));
  add(69, at(-3).word);
  add(70, at(3).word);
  add(71, mix(before.shape, before2.shape));
  add(72, mix(before2.lists, 3));
  add(73, mix(after2.lists, 5));
  add(74, mix(mix(at(-3).word, before2.word), before.word));
}

interface Place {
  readonly index: number;
  readonly length: number;
  readonly size: number;
  readonly own: WordFacts;
}

function addPlace({ index, length, size, own }: Place, add: Add): void {
  const edge = (index === 0 ? 1 : 0) | (index === length - 1 ? 2 : 0);
  add(80, mix(edge, own.shape));
  add(81, mix(size, own.shape));
  add(82, mix(size, own.lists));
  add(83, mix(mix(size, edge), own.lists));
}

function addLists(kind: number, lists: number, add: Add): void {
  if (lists === 0) add(kind, 0);
  for (const bit of knownBits) if (lists & bit) add(kind, bit);
}

/** How a text uses capitals: in one all lower or all upper, they say nothing. */
function caseOf(words: readonly TaggedWord[]): 'mixed' | 'none' {
  const letters = words.map((word) => (word.found ? '' : word.text)).join('');
  return letters === letters.toLowerCase() || letters === letters.toUpperCase() ? 'none' : 'mixed';
}

function factsOf({ text, found }: TaggedWord, letterCase: 'mixed' | 'none'): WordFacts {
  if (found) return { word: hashText(text), shape: hashText('found'), lists: 0, ends: [] };
  const plain = plainForm(text);
  const shape = hashText(`${shapeOf(text, letterCase)}${letterCase === 'none' ? '-' : ''}`);
  if (!/\p{L}/u.test(plain)) return { word: hashText(/^\d{3,}$/.test(text) ? `#${text.length}` : text), shape, lists: 0, ends: [] };
  return {
    word: hashText(plain),
    shape,
    lists: listsOf(plain),
    ends: [plain.slice(0, 2), plain.slice(0, 3), plain.slice(0, 4), plain.slice(-2), plain.slice(-3), plain.slice(-4)].map(hashText),
  };
}

/** `Xx`, `XX`, `xx`, `dddd`: what the spelling shows without the letters. */
function shapeOf(text: string, letterCase: 'mixed' | 'none'): string {
  if (/^\d/.test(text)) return `d${Math.min(text.length, 8)}`;
  if (!/\p{L}/u.test(text)) return text;
  const long = text.length > 3 ? 'x' : String(text.length);
  if (letterCase === 'none') return `n${long}`;
  if (text === text.toLowerCase()) return `l${long}`;
  if (text.length > 1 && text === text.toUpperCase()) return `U${long}`;
  return /^\p{Lu}/u.test(text) ? `C${long}` : `m${long}`;
}

/** FNV-1a over UTF-16 units. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}

function mix(a: number, b: number): number {
  let mixed = Math.imul(a ^ (b + 0x7ed55d16), 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
