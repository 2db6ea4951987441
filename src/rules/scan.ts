import { cellField, outputsOf, stateAfter, step } from './automaton.ts';
import { interjectionWords } from './conversation.ts';
import type { Document } from './document.ts';
import { roleBit } from './footing.ts';
import type { Places } from './places.ts';
import type { Program } from './plan.ts';
import { anyone, nthShift } from './program-tables.ts';
import type { SpanArena } from './span-arena.ts';
import { type VocabularyCodes, wordCode } from './vocabulary-codes.ts';

/** A speaker's place while scanning: voice streams run on across short interjections. */
interface Stream {
  /** State of the automaton. */
  state: number;
  segment: number;
  position: number;
  /** The last run of the stream, or -1. */
  run: number;
  turn: number;
  /** Counted words of the others when this speaker last spoke. */
  othersAtLast: number;
  own: number;
  nth: number;
  role: number;
}

/**
 * Finds the phrases of all rules in a document, in two passes: words to lists of what ends with them, which is all that every
 * word of a history pays for, and then those lists, of some words in a hundred, to the nodes that hear who spoke.
 */
export class Scanner {
  readonly #program: Program;
  readonly #arena: SpanArena;
  readonly #places: Places;
  readonly #streams: Stream[] = [];
  /** Three numbers each: a list of hits, see `ProgramTables`; the word they end with; the last token before it that is not one word further. */
  #found = new Int32Array(1024);
  #foundEnd = 0;
  /** Words masked beyond their kind. */
  masked = 0;

  constructor(program: Program, arena: SpanArena, places: Places) {
    this.#program = program;
    this.#arena = arena;
    this.#places = places;
  }

  scan(document: Document, codes: VocabularyCodes): void {
    const codesOf = codes.codes();
    this.#places.begin(document, codesOf);
    this.#openStreams(document);
    this.#find(document, codes, codesOf);
    this.#post(document);
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
      if (speaker === undefined) continue;
      stream.nth = speaker.nth;
      stream.role = roleBit(speaker.role);
    }
  }

  /**
   * The hot loop: one step of the automaton per word, nothing allocated. Every word writes what ends with it, and most write
   * over it again because nothing does: that is cheaper than a branch that is guessed wrong.
   */
  #find(document: Document, codes: VocabularyCodes, codesOf: Readonly<Int32Array>): void {
    const { ids, runs, runEnds, runTurns, turnSpeaker, isText } = document;
    const { cells } = this.#program.automaton;
    const places = this.#places;
    this.#foundEnd = 0;
    this.masked = 0;
    this.#reserve(document.count);
    let found = this.#found;
    let end = 0;
    let total = 0;
    let at = 0;
    for (let run = 0; run < runs; run++) {
      const to = runEnds[run] ?? at;
      const turn = runTurns[run] ?? -1;
      const stream = this.#streams[turnSpeaker[turn] ?? -1];
      if (turn < 0 || stream === undefined) {
        places.enterRun(run, nobody, -1);
        at = to;
        continue;
      }
      if (stream.turn !== turn) enterTurn(stream, { turn, total, at, isText }, places);
      places.enterRun(run, stream, total);
      let { state } = stream;
      let counted = to - at;
      let unbroken = at - 1;
      while (at < to) {
        // Nothing is called in here, and there is no loop inside: what the compiler needs to keep the arrays' addresses at hand.
        while (at < to) {
          const symbol = codesOf[ids[at] ?? 0] ?? 0;
          if (symbol > wordCode.symbolMask) {
            if (symbol !== wordCode.sentenceBreak) break;
            counted--;
            unbroken = at++;
            continue;
          }
          const cell = (state + symbol) << 2;
          if (cells[cell] !== state) {
            state = cells[(state << 2) + cellField.fail] ?? 0;
            continue;
          }
          state = cells[cell + cellField.next] ?? 0;
          const list = cells[cell + cellField.outputs] ?? 0;
          found[end] = list;
          found[end + 1] = at++;
          found[end + 2] = unbroken;
          end += (-list >> 31) & 3;
        }
        if (at === to) break;
        this.#foundEnd = end;
        const code = codesOf[ids[at] ?? 0] ?? 0;
        state = this.#special(code, { id: ids[at] ?? 0, at, state, unbroken, left: document.count - at }, codes);
        if ((code & wordCode.uncounted) !== 0) {
          counted--;
          unbroken = at;
        }
        at++;
        found = this.#found;
        end = this.#foundEnd;
      }
      stream.state = state;
      stream.run = run;
      total += counted;
      addWords(stream, counted, total);
    }
    this.#foundEnd = end;
    places.words = total;
  }

  /** Words that are more, or less, than a symbol. Returns the state after it. */
  #special(code: number, place: WordPlace, codes: VocabularyCodes): number {
    const { automaton, tables } = this.#program;
    const symbol = code & wordCode.symbolMask;
    if ((code & wordCode.masked) !== 0) this.masked++;
    if ((code & wordCode.tested) !== 0) for (const leaf of codes.testedLeaves(place.id)) this.#note(tables.firstTested + leaf, place);
    if ((code & wordCode.uncounted) !== 0) {
      // A filler can be a phrase of its own.
      this.#note(outputsOf(automaton, symbol), { ...place, unbroken: place.at - 1 });
      return place.state;
    }
    const cell = step(automaton, place.state, symbol);
    this.#note(outputsOf(automaton, cell), place);
    return stateAfter(automaton, cell);
  }

  #note(list: number, { at, unbroken, left }: WordPlace): void {
    if (list === 0) return;
    this.#found.set([list, at, unbroken], this.#foundEnd);
    this.#foundEnd += 3;
    this.#reserve(left);
  }

  /** Room for what may yet be found at so many words, and for what is written over. */
  #reserve(words: number): void {
    const size = this.#foundEnd + words * 3 + 3;
    if (size <= this.#found.length) return;
    const larger = new Int32Array(size * 2);
    larger.set(this.#found);
    this.#found = larger;
  }

  /** What was found goes to the nodes that hear its speaker. */
  #post(document: Document): void {
    const { runEnds, runTurns, turnSure } = document;
    const { firstHit, hits } = this.#program.tables;
    const arena = this.#arena;
    const found = this.#found;
    const end = this.#foundEnd;
    let run = -1;
    let runStart = 0;
    let runEnd = 0;
    let voice = 0;
    let nth = 0;
    arena.clear();
    for (let at = 0; at < end; at += 3) {
      const list = found[at] ?? 0;
      const last = found[at + 1] ?? 0;
      const unbroken = found[at + 2] ?? 0;
      if (last >= runEnd) {
        for (; last >= runEnd; runEnd = runEnds[++run] ?? 0) runStart = runEnd;
        const stream = this.#streamOf(document, run);
        voice = turnSure[runTurns[run] ?? 0] === 1 ? anyone | stream.role : anyone;
        nth = stream.nth;
      }
      const to = firstHit[list + 1] ?? 0;
      for (let hit = firstHit[list] ?? 0; hit < to; hit += 3) {
        const heard = hits[hit + 2] ?? 0;
        if ((heard & voice) === 0 || (heard >>> nthShift !== 0 && heard >>> nthShift !== nth)) continue;
        const words = hits[hit + 1] ?? 1;
        let start = last - words + 1;
        if (start <= unbroken) {
          start = this.#places.startOf(last, words, run);
          if (start < runStart && (heard & this.#voiceAt(start, voice, document)) === 0) continue;
        }
        arena.hit(hits[hit] ?? 0, start, last);
      }
    }
  }

  #streamOf({ runTurns, turnSpeaker }: Document, run: number): Stream {
    return this.#streams[turnSpeaker[runTurns[run] ?? 0] ?? 0] ?? newStream();
  }

  /** A phrase that began in an earlier turn is surely a role's only where that turn is. */
  #voiceAt(token: number, voice: number, { turnOf, turnSure }: Document): number {
    return turnSure[turnOf[token] ?? -1] === 1 ? voice : anyone;
  }
}

/** Events stand in no stream. */
const nobody = { segment: -1, run: -1, position: -1 };

interface WordPlace {
  readonly id: number;
  readonly at: number;
  readonly state: number;
  readonly unbroken: number;
  /** Words still to come. */
  readonly left: number;
}

function newStream(): Stream {
  return { state: 0, segment: -1, position: 0, run: -1, turn: -1, othersAtLast: 0, own: 0, nth: 0, role: 0 };
}

function addWords(stream: Stream, counted: number, total: number): void {
  stream.position += counted;
  stream.own += counted;
  stream.othersAtLast = total - stream.own;
}

function enterTurn(stream: Stream, entry: { turn: number; total: number; at: number; isText: boolean }, places: Places): void {
  stream.turn = entry.turn;
  const interjected = entry.total - stream.own - stream.othersAtLast;
  if (stream.segment >= 0 && !entry.isText && interjected <= interjectionWords) return;
  stream.segment = places.openSegment(entry.at);
  stream.position = 0;
  stream.state = 0;
  stream.run = -1;
}
