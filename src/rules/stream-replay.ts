import type { Finding } from '../domain/finding.ts';
import { Dictionary } from '../language/tokens/dictionary.ts';
import type { Conversation } from './conversation.ts';
import { Document } from './document.ts';
import type { Program } from './plan.ts';
import { RuleStream } from './stream.ts';
import { VocabularyCodes } from './vocabulary-codes.ts';

export interface ReplayOptions {
  readonly codes?: VocabularyCodes;
  /** Called after each word or event with what fired in it, and after the end; `isTurnEnd` with the last word of a turn. */
  readonly onStep?: (fired: readonly Finding[], stream: RuleStream, isTurnEnd: boolean) => void;
  /** Stop after so many tokens, without an end. */
  readonly tokens?: number;
}

/** A finished conversation fed to the live evaluator, word by word as it was said or message by message as it was sent. */
export function replay(program: Program, conversation: Conversation, options: ReplayOptions = {}): readonly Finding[] {
  const codes = options.codes ?? new VocabularyCodes(program, new Dictionary());
  const document = new Document();
  document.load(conversation, codes.dictionary, true);
  const { zeroMs, recordingMs, hasClock } = document;
  const stream = new RuleStream(program, conversation, {
    codes,
    zeroMs,
    recordingMs,
    hasClock,
    interpolated: document.times?.interpolated ?? new Set(),
  });
  const until = Math.min(document.count, options.tokens ?? document.count);
  for (let token = 0; token < until; token++) {
    const firing = feed(stream, document, token);
    options.onStep?.(firing, stream, token === document.turnLast[document.turnOf[token] ?? -1]);
  }
  if (until < document.count) return [];
  const { fired, findings } = stream.finish(document.endMs);
  options.onStep?.(fired, stream, false);
  return findings;
}

function feed(stream: RuleStream, document: Document, token: number): Finding[] {
  const id = document.ids[token] ?? 0;
  const { conversation } = document;
  const event = id < 0 ? conversation.events[-1 - id] : undefined;
  if (event !== undefined) return stream.event(event);
  const index = document.turnOf[token] ?? 0;
  const turn = conversation.turns[index];
  if (turn === undefined) return [];
  const live = { index, participant: turn.participant, role: turn.role, isSure: document.turnSure[index] === 1 };
  const fired = stream.token(live, {
    id,
    start: document.starts[token] ?? 0,
    end: document.ends[token] ?? 0,
    startMs: document.startMs(token),
    endMs: document.endMsOf(token),
    confidence: document.times?.confidence[token] ?? Number.NaN,
  });
  return token === document.turnLast[index] ? [...fired, ...stream.endTurn(index)] : fired;
}
