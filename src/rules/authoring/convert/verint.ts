import { type Conversion, type ConversionNote, idOf } from './conversion.ts';
import { allOf, anyOf, joined, negated, type Part, phrasePart, spokenBy } from './expression-text.ts';

/**
 * Queries of Verint Speech and Text Analytics, one per line, with or without `name =` before it. Operators as its online help lists them (Speech,
 * "Operators" and "Search query examples"; QM search field "Text"): terms side by side or OR mean any of them, AND, NOT, `-term`, `+term`
 * (a boost), `"exact phrase"`, NEAR (0 to 3 words apart), NOTIN, and the speakers A: employee, C: customer, R: robot, U: unknown. `NEAR:n` is taken as 0 to n words apart;
 * the help page read names NEAR alone. AND binds tighter than terms side by side, NEAR and NOTIN tightest.
 */
export function convertVerint(text: string, fileName: string): Conversion {
  const notes: ConversionNote[] = [];
  const rules = text.split(/\r?\n/).flatMap((raw, index) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return [];
    const [, stated, query = line] = /^([^="()]+?)\s*=\s*(.+)$/.exec(line) ?? [];
    const place = `line ${index + 1}`;
    const name = stated ?? `${fileName} ${index + 1}`;
    const note = (column: number, message: string) =>
      void notes.push({
        place: `${place}, column ${raw.length - raw.trimStart().length + line.length - query.length + column + 1}`,
        message,
      });
    const expression = new QueryReader(query, note).read();
    if (expression === null) notes.push({ place, message: 'left out: nothing of this query could be brought over' });
    return expression === null ? [] : [{ id: idOf(name), name, expression: expression.text }];
  });
  return { rules, notes };
}

interface Token {
  readonly kind: 'word' | 'phrase' | 'open' | 'close' | 'speaker' | 'near' | 'notIn' | 'and' | 'or' | 'not' | 'minus' | 'plus';
  readonly text: string;
  readonly at: number;
}

const tokenPattern =
  /(?<phrase>"[^"]*"|“[^”]*”)|(?<open>\()|(?<close>\))|(?<speaker>[ACRU]:)|(?<near>NEAR(?::\d+)?(?=\s|$))|(?<notIn>NOTIN(?=\s|$))|(?<and>AND(?=\s|$))|(?<or>OR(?=\s|$))|(?<not>NOT(?=\s|$))|(?<minus>-(?=[\w"“(]))|(?<plus>\+(?=[\w"“(]))|(?<word>[^\s"“()]+)/g;

const speakers: Readonly<Record<string, string>> = { 'A:': 'agent', 'C:': 'customer', 'R:': 'bot', 'U:': 'unknown' };
const usualNear = 3;
/** Parentheses nested deeper than this are no query of theirs. */
const deepest = 50;

class QueryReader {
  readonly #tokens: readonly Token[];
  readonly #note: (column: number, message: string) => void;
  #at = 0;
  #depth = 0;

  constructor(query: string, note: (column: number, message: string) => void) {
    this.#note = note;
    this.#tokens = [...query.matchAll(tokenPattern)].map((found) => {
      const [kind = 'word'] = Object.entries(found.groups ?? {}).find(([, text]) => text !== undefined) ?? [];
      return { kind: kind as Token['kind'], text: found[0], at: found.index };
    });
  }

  read(): Part | null {
    const parts: Part[] = [];
    while (this.#peek() !== undefined) {
      const part = this.#any();
      if (part !== null) parts.push(part);
      const stray = this.#take('close');
      if (stray !== null) this.#note(stray.at, 'a ) without its (');
    }
    return anyOf(parts);
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #take(kind: Token['kind']): Token | null {
    const token = this.#peek();
    if (token?.kind !== kind) return null;
    this.#at++;
    return token;
  }

  /** Terms side by side or with OR; what `-` and NOT exclude holds for all of them. */
  #any(): Part | null {
    const included: Part[] = [];
    const excluded: Part[] = [];
    for (let token = this.#peek(); token !== undefined && token.kind !== 'close'; token = this.#peek()) {
      if (this.#take('or') !== null) continue;
      const isExcluded = this.#take('minus') !== null || this.#take('not') !== null;
      const part = this.#all();
      if (part !== null) (isExcluded ? excluded : included).push(part);
      else if (this.#peek() === token) this.#skip(token);
    }
    const found = anyOf(included);
    if (excluded.length === 0) return found;
    return allOf([...(found === null ? [] : [found]), ...excluded.map(negated)]);
  }

  #skip(token: Token): void {
    this.#at++;
    this.#note(token.at, `left out: ${token.text} stands where a term is expected`);
  }

  #all(): Part | null {
    const parts: Part[] = [];
    for (;;) {
      const isExcluded = parts.length > 0 && this.#take('not') !== null;
      const part = this.#close();
      if (part !== null) parts.push(isExcluded ? negated(part) : part);
      if (this.#take('and') === null) return allOf(parts);
    }
  }

  #close(): Part | null {
    let left = this.#term();
    for (let token = this.#peek(); token?.kind === 'near' || token?.kind === 'notIn'; token = this.#peek()) {
      this.#at++;
      const right = this.#term();
      const operator = token.kind === 'notIn' ? 'not in' : `near/${token.text.split(':')[1] ?? usualNear}`;
      if (left?.kind !== 'spans' || right?.kind !== 'spans') {
        this.#note(token.at, `left out: ${token.text} joins words, not conditions; only its left side is kept`);
        continue;
      }
      left = joined(left, operator, right);
    }
    return left;
  }

  #term(): Part | null {
    const plus = this.#take('plus');
    if (plus !== null) this.#note(plus.at, 'the boost of + is left out: a rule has no rank');
    const speaker = this.#take('speaker');
    const part = this.#primary();
    if (speaker === null || part === null) return part;
    if (part.kind === 'spans') return spokenBy(speakers[speaker.text] ?? null, part);
    this.#note(speaker.at, `left out: ${speaker.text} before a condition; say it at the words`);
    return part;
  }

  #primary(): Part | null {
    const open = this.#take('open');
    if (open !== null) return this.#group(open);
    const phrase = this.#take('phrase');
    if (phrase !== null) return phrasePart(phrase.text);
    const word = this.#take('word');
    return word === null ? null : phrasePart(word.text);
  }

  #group(open: Token): Part | null {
    if (++this.#depth > deepest) {
      this.#note(open.at, `left out: nested deeper than ${deepest}`);
      this.#at = this.#tokens.length;
      return null;
    }
    const inner = this.#any();
    this.#depth--;
    if (this.#take('close') === null) this.#note(open.at, 'a ( without its )');
    return inner;
  }
}
