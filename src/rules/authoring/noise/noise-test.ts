import type { Finding, FindingSpan } from '../../../domain/finding.ts';
import type { Conversation } from '../../conversation.ts';
import { findingsOf, type RuleEngine } from '../../evaluate.ts';
import { type Estimate, shareEstimate } from '../label/intervals.ts';
import type { NoiseChannel, NoiseOptions, NoisyConversation, WordEdit } from './noise-channel.ts';

export interface BrokenBy {
  /** What was said and what was heard; empty where nothing. */
  readonly said: string;
  readonly heard: string;
  readonly count: number;
}

export interface NoiseResult {
  readonly conversations: number;
  /** Findings on the clean words, and what became of them. */
  readonly findings: number;
  readonly kept: number;
  readonly lost: number;
  /** Findings that only the noise made. */
  readonly appeared: number;
  /** Null without findings. */
  readonly keptShare: Estimate | null;
  /** Word errors inside what decided, the most frequent first. */
  readonly broke: readonly BrokenBy[];
  /** Findings lost or made because turns were given to the wrong party. */
  readonly byRoleSwaps: number;
}

export interface NoiseSubject {
  readonly engine: RuleEngine;
  readonly rule: string;
  readonly channel: NoiseChannel;
}

const shownBreaks = 20;

/** What recognition errors do to the findings of one rule: the same conversations with and without them. */
export class NoiseTest {
  readonly #subject: NoiseSubject;
  readonly #options: NoiseOptions;
  readonly #broke = new Map<string, number>();
  #conversations = 0;
  #kept = 0;
  #lost = 0;
  #appeared = 0;
  #byRoleSwaps = 0;

  constructor(subject: NoiseSubject, options: NoiseOptions) {
    this.#subject = subject;
    this.#options = options;
  }

  /** Gives what was heard, so that the error that was really made can be measured. */
  add(clean: Conversation): Conversation {
    const noisy = this.#subject.channel.pass(clean, this.#options);
    const [before, after] = [this.#findings(clean), this.#findings(noisy.conversation)];
    this.#conversations++;
    for (const leg of new Set([...before.keys(), ...after.keys()])) {
      const [was, is] = [before.get(leg), after.get(leg)];
      if (was?.fired === true && is?.fired === true) this.#kept++;
      else if (was?.fired === true) this.#lost++;
      else if (is?.fired === true) this.#appeared++;
      if (was?.fired !== is?.fired) this.#blame(was, is, noisy);
    }
    return noisy.conversation;
  }

  #findings(conversation: Conversation): Map<number | null, Finding> {
    const { engine, rule } = this.#subject;
    const own = findingsOf(engine, conversation).filter((finding) => finding.rule === rule);
    return new Map(own.map((finding) => [finding.leg, finding]));
  }

  /** The side that was met has spans, and the errors inside them are what the other side lacks. */
  #blame(was: Finding | undefined, is: Finding | undefined, noisy: NoisyConversation): void {
    const side = was?.verdict === 'met' ? 'before' : 'after';
    const spans = (side === 'before' ? was : is)?.spans ?? [];
    const guilty = noisy.edits.filter((edit) => spans.some((span) => touches(edit, side, span)));
    for (const { said, heard } of guilty) {
      const key = JSON.stringify([said.toLowerCase(), heard]);
      this.#broke.set(key, (this.#broke.get(key) ?? 0) + 1);
    }
    if (guilty.length === 0 && spans.some(({ turn }) => noisy.swapped.has(turn))) this.#byRoleSwaps++;
  }

  result(): NoiseResult {
    const findings = this.#kept + this.#lost;
    const broke = [...this.#broke]
      .sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
      .slice(0, shownBreaks)
      .map(([key, count]) => {
        const [said, heard] = JSON.parse(key) as [string, string];
        return { said, heard, count };
      });
    return {
      conversations: this.#conversations,
      findings,
      kept: this.#kept,
      lost: this.#lost,
      appeared: this.#appeared,
      keptShare: findings === 0 ? null : shareEstimate({ hits: this.#kept, n: findings }),
      broke,
      byRoleSwaps: this.#byRoleSwaps,
    };
  }
}

function touches(edit: WordEdit, side: 'before' | 'after', span: FindingSpan): boolean {
  const [start, end] = edit[side];
  return edit.turn === span.turn && start < span.end && end > span.start;
}
