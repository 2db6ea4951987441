import { keyMixer } from './automaton.ts';
import { interjectionWords } from './conversation.ts';
import type { Document } from './document.ts';
import { roleBit } from './footing.ts';
import type { Program } from './plan.ts';
import type { Postings } from './postings.ts';
import { anyone, nthShift } from './program-tables.ts';
import { type VocabularyCodes, wordCode } from './vocabulary-codes.ts';

/** A speaker's place while scanning: voice streams run on across short interjections. */
interface Stream {
  /** State of the automaton. */
  state: number;
  segment: number;
  position: number;
  last: number;
  turn: number;
  /** Counted words of the others when this speaker last spoke. */
  othersAtLast: number;
  own: number;
  nth: number;
  role: number;
}

/** One pass over a document's words: positions, literal phrases by the automaton, tested words by their codes. */
export class Scanner {
  readonly #program: Program;
  readonly #postings: Postings;
  readonly #streams: Stream[] = [];
  #document: Document | null = null;
  /** Bits of those whose words are read: `anyone`, and the speaker's role where it is sure. */
  #voice = 0;
  #stream: Stream = newStream();
  #runStart = 0;

  constructor(program: Program, postings: Postings) {
    this.#program = program;
    this.#postings = postings;
  }

  scan(document: Document, codes: VocabularyCodes): void {
    const postings = this.#postings;
    postings.begin(document.count);
    this.#document = document;
    this.#openStreams(document);
    const { runs, runEnds, runTurns, turnSpeaker, turnSure, isText } = document;
    const codesOf = codes.codes();
    let total = 0;
    let from = 0;
    for (let run = 0; run < runs; run++) {
      const to = runEnds[run] ?? from;
      const turn = runTurns[run] ?? -1;
      const stream = this.#streams[turnSpeaker[turn] ?? -1];
      if (turn < 0 || stream === undefined) postings.ordinal.fill(-1, from, to);
      else {
        this.#stream = stream;
        this.#voice = turnSure[turn] === 1 ? anyone | stream.role : anyone;
        this.#runStart = from;
        if (stream.turn !== turn) enterTurn(stream, { turn, total, at: from, isText }, postings);
        total = this.#run(from, to, { total, document, codes, codesOf });
        stream.othersAtLast = total - stream.own;
      }
      from = to;
    }
    postings.words = total;
  }

  #openStreams({ speakers }: Document): void {
    for (let index = 0; index < speakers.length; index++) {
      const speaker = speakers[index];
      let stream = this.#streams[index];
      if (stream === undefined) {
        stream = newStream();
        this.#streams[index] = stream;
      }
      stream.segment = -1;
      stream.turn = -1;
      stream.othersAtLast = 0;
      stream.own = 0;
      stream.state = 0;
      stream.position = 0;
      stream.last = -1;
      if (speaker === undefined) continue;
      stream.nth = speaker.nth;
      stream.role = roleBit(speaker.role);
    }
  }

  /** The hot loop: one iteration per word, nothing allocated. Returns the counted words so far. */
  #run(from: number, to: number, given: RunGiven): number {
    const { document, codes, codesOf } = given;
    const stream = this.#stream;
    const { ids } = document;
    const { segment, position, ordinal, previous, counted } = this.#postings;
    const { table, tableShift, rootNext, symbols } = this.#program.automaton;
    const { states } = this.#program.tables;
    const tableMask = table.length - 1;
    const own = stream.segment;
    let { state, last, position: place } = stream;
    let total = given.total - place;
    for (let at = from; at < to; at++) {
      const code = codesOf[ids[at] ?? 0] ?? 0;
      segment[at] = own;
      position[at] = place;
      ordinal[at] = total + place;
      previous[at] = last;
      if (code >= wordCode.tested && this.#special(code, at, codes)) {
        counted[at] = 0;
        continue;
      }
      counted[at] = 1;
      place++;
      last = at;
      const symbol = code & wordCode.symbolMask;
      if (symbol === 0) {
        state = 0;
        continue;
      }
      let next = 0;
      for (; state !== 0 && next === 0; state = states[state * 4 + 1] ?? 0) {
        if (((states[state * 4] ?? 0) & (1 << symbol)) === 0) continue;
        const key = (Math.imul(state, symbols) + symbol) | 0;
        for (let slot = (Math.imul(key, keyMixer) >>> tableShift) << 1; table[slot] !== 0; slot = (slot + 2) & tableMask) {
          if (table[slot] !== key) continue;
          next = table[slot + 1] ?? 0;
          break;
        }
      }
      if (next === 0) next = rootNext[symbol] ?? 0;
      if (next === 0) {
        state = 0;
        continue;
      }
      state = states[next * 4 + 2] ?? 0;
      const hits = states[next * 4 + 3] ?? 0;
      if (hits !== 0) this.#hits(hits, at);
    }
    total += place;
    stream.own += place - stream.position;
    stream.state = state;
    stream.last = last;
    stream.position = place;
    return total;
  }

  /** Words that are more, or less, than a symbol. True for those that do not count. */
  #special(code: number, at: number, codes: VocabularyCodes): boolean {
    if ((code & wordCode.sentenceBreak) !== 0) return true;
    const { testedHits, states } = this.#program.tables;
    if ((code & wordCode.tested) !== 0)
      for (const leaf of codes.testedLeaves(this.#document?.ids[at] ?? 0)) this.#hits(testedHits[leaf] ?? 0, at);
    if ((code & wordCode.skipped) === 0) return false;
    if ((code & wordCode.masked) !== 0) this.#postings.masked++;
    const symbol = code & wordCode.symbolMask;
    const state = symbol === 0 ? 0 : (this.#program.automaton.rootNext[symbol] ?? 0);
    this.#hits(states[state * 4 + 3] ?? 0, at);
    return true;
  }

  /** What ends with the word at `end` goes to the nodes that hear its speaker. */
  #hits(first: number, end: number): void {
    const { hits } = this.#program.tables;
    const postings = this.#postings;
    const { previous } = postings;
    for (let at = first; ; at += 3) {
      const node = hits[at] ?? -1;
      if (node < 0) return;
      let start = end;
      for (let words = hits[at + 1] ?? 1; words > 1; words--) start = previous[start] ?? start;
      const heard = hits[at + 2] ?? 0;
      const voice = start >= this.#runStart ? this.#voice : this.#voiceAt(start);
      if ((heard & voice) === 0) continue;
      const nth = heard >>> nthShift;
      if (nth === 0 || nth === this.#stream.nth) postings.add(node, start, end);
    }
  }

  /** A phrase that began in an earlier turn is surely a role's only where that turn is. */
  #voiceAt(token: number): number {
    const document = this.#document;
    const turn = document?.turnOf[token] ?? -1;
    return document?.turnSure[turn] === 1 ? this.#voice : anyone;
  }
}

interface RunGiven {
  /** Counted words before the run. */
  readonly total: number;
  readonly document: Document;
  readonly codes: VocabularyCodes;
  readonly codesOf: Readonly<Int32Array>;
}

function newStream(): Stream {
  return { state: 0, segment: -1, position: 0, last: -1, turn: -1, othersAtLast: 0, own: 0, nth: 0, role: 0 };
}

function enterTurn(stream: Stream, entry: { turn: number; total: number; at: number; isText: boolean }, postings: Postings): void {
  stream.turn = entry.turn;
  const interjected = entry.total - stream.own - stream.othersAtLast;
  if (stream.segment >= 0 && !entry.isText && interjected <= interjectionWords) return;
  stream.segment = postings.segmentStart.push(entry.at) - 1;
  stream.position = 0;
  stream.state = 0;
  stream.last = -1;
}
