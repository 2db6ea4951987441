import type { Conversation } from './conversation.ts';
import type { Match } from './findings.ts';
import type { Ground } from './ground.ts';
import type { Matcher } from './match.ts';
import type { Program, SpanPlan, Speaker } from './plan.ts';
import { countDisjoint, minimalOf } from './span-arena.ts';
import { speaks } from './turns.ts';
import { windowTest } from './windows.ts';

/** A whole document, matched, as ground for verdicts. */
export class MatcherGround implements Ground {
  readonly #matcher: Matcher;

  constructor(matcher: Matcher) {
    this.#matcher = matcher;
  }

  get program(): Program {
    return this.#matcher.program;
  }

  get conversation(): Conversation {
    return this.#matcher.document.conversation;
  }

  get isText(): boolean {
    return this.#matcher.document.isText;
  }

  get hasClock(): boolean {
    return this.#matcher.document.hasClock;
  }

  get isWithheld(): boolean {
    return this.#matcher.document.isWithheld;
  }

  get isEmpty(): boolean {
    return this.#matcher.document.count === 0;
  }

  get clock(): Ground['clock'] {
    return this.#matcher.document;
  }

  get times(): Ground['times'] {
    return this.#matcher.document.times;
  }

  get likenessVersion(): string {
    return this.#matcher.likeness.version;
  }

  found(node: number): boolean {
    return this.#matcher.found(node);
  }

  disjoint(node: number): number {
    this.#matcher.spans(node);
    return countDisjoint(this.#matcher.arena, node);
  }

  matches(node: number): Match[] {
    const { arena } = this.#matcher;
    this.#matcher.spans(node);
    return minimalOf(arena, node).map((at) => ({
      start: arena.start[at] ?? 0,
      end: arena.end[at] ?? 0,
      pieces: this.#matcher.pieces(node, at),
    }));
  }

  /** A role counts as unsure only where none of its turns is sure: what was said surely cannot be unsaid later. */
  spoke(speaker: NonNullable<Speaker>): 'surely' | 'unsurely' | 'never' {
    const { document } = this.#matcher;
    let spoke: 'unsurely' | 'never' = 'never';
    for (let turn = 0; turn < document.turns; turn++) {
      const own = document.speakers[document.turnSpeaker[turn] ?? -1];
      if (own?.role !== speaker.role || (speaker.nth !== null && own.nth !== speaker.nth) || !document.hasWords(turn)) continue;
      if (document.turnSure[turn] === 1) return 'surely';
      spoke = 'unsurely';
    }
    return spoke;
  }

  /** `<redacted>` hides what was said; `<card>` and its like only hide values. */
  hasMasked(node: Extract<SpanPlan, { op: 'window' }>): boolean {
    const { document, places, masked } = this.#matcher;
    if (masked === 0) return false;
    const inside = windowTest(node, this.#matcher);
    for (let token = 0; token < document.count && inside !== null; token++) {
      const turn = document.turnOf[token] ?? -1;
      if (turn < 0 || places.counted[token] === 1 || (node.speaker !== null && !speaks(document, token, node.speaker))) continue;
      const text = document.conversation.turns[turn]?.text.slice(document.starts[token], document.ends[token]);
      if (text?.toLowerCase() === '<redacted>' && inside(token, token)) return true;
    }
    return false;
  }
}
