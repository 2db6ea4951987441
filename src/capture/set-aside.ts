import EmailReplyParser from 'email-reply-parser';
import type { CapturedTurn } from '../domain/captured-interaction.ts';
import { limits } from './limits.ts';

export interface SeparatedReply {
  /** What the sender wrote now. */
  readonly text: string;
  readonly setAside: NonNullable<CapturedTurn['setAside']>;
}

/**
 * Parts a mail's new words from the mail it quotes and from the signature. All are kept; only the new words are
 * analysed, else one complaint would count again in each reply.
 */
export function separateReply(body: string): SeparatedReply {
  const whole = body.replace(/\r\n?/g, '\n').trim();
  if (whole.length > limits.replyParsingLength) return { text: whole, setAside: [] };
  const kept: string[] = [];
  const setAside: NonNullable<CapturedTurn['setAside']> = [];
  for (const fragment of new EmailReplyParser().read(whole).getFragments()) {
    const text = fragment.getContent().trim();
    if (text === '') continue;
    if (fragment.isQuoted()) setAside.push({ kind: 'quoted', text });
    else if (fragment.isSignature()) setAside.push({ kind: 'signature', text });
    else kept.push(text);
  }
  // A mail of nothing but a quote or signature has still been sent: its words stand.
  return kept.length === 0 ? { text: whole, setAside: [] } : { text: kept.join('\n\n'), setAside };
}
