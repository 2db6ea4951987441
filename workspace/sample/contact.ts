import type { Channel } from '../../src/domain/vocabulary.ts';
import type { Agent } from './agents.ts';
import type { Day } from './calendar.ts';
import type { Reason } from './content.ts';
import type { Customer } from './customers.ts';

export const contactKinds = [
  'conversation',
  'abandoned',
  'voicemail',
  'wrong-number',
  'short',
  'unanswered-chat',
  'bot-only',
  'third-party',
  'other-language',
] as const;
export type ContactKind = (typeof contactKinds)[number];

/** One contact before anybody has said a word: who, when, where, why. */
export interface Contact {
  readonly id: string;
  readonly kind: ContactKind;
  readonly source: string;
  readonly channel: Channel;
  readonly reason: Reason;
  readonly day: Day;
  readonly minuteOfDay: number;
  readonly startedAt: number;
  readonly zone: string;
  readonly customer: Customer;
  /** Where it first arrived; not the reason's own queue when it has to be transferred. */
  readonly queue: string;
  readonly agent: Agent;
  /** Takes over in the reason's own queue after a transfer. */
  readonly secondAgent: Agent | undefined;
  readonly angry: boolean;
  readonly scam: boolean;
  readonly repeatOf: string | undefined;
  readonly threadId: string | undefined;
}

/** What happened in the conversation, by construction. */
export interface Labels {
  reason: string;
  kind: ContactKind;
  angry: boolean;
  scam: boolean;
  noticeSaid: boolean | null;
  verified: boolean;
  empathyAfterNegative: boolean | null;
  escalationAsked: boolean;
  escalationOffered: boolean | null;
  churnIntent: boolean;
  competitor: boolean;
  holdCount: number;
  holdsAnnounced: boolean | null;
  transferred: boolean;
  recapSaid: boolean | null;
  checkedAtEnd: boolean | null;
  resolved: boolean | null;
  promise: boolean;
  upsell: boolean;
  deadAir: boolean;
  miniMiranda: boolean | null;
  rightParty: boolean | null;
  ceaseAsked: boolean;
  cardSpoken: boolean;
  ssnSpoken: boolean;
  recordingPaused: boolean;
  botHandOff: boolean;
  repeatOf: string | null;
  /** A further contact of the same customer on the same matter follows. */
  comesBack: boolean;
}

export function emptyLabels(contact: Contact): Labels {
  return {
    reason: contact.reason.id,
    kind: contact.kind,
    angry: contact.angry,
    scam: contact.scam,
    noticeSaid: null,
    verified: false,
    empathyAfterNegative: null,
    escalationAsked: false,
    escalationOffered: null,
    churnIntent: false,
    competitor: false,
    holdCount: 0,
    holdsAnnounced: null,
    transferred: false,
    recapSaid: null,
    checkedAtEnd: null,
    resolved: null,
    promise: false,
    upsell: false,
    deadAir: false,
    miniMiranda: null,
    rightParty: null,
    ceaseAsked: false,
    cardSpoken: false,
    ssnSpoken: false,
    recordingPaused: false,
    botHandOff: false,
    repeatOf: contact.repeatOf ?? null,
    comesBack: false,
  };
}
