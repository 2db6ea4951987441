import type { Interaction, InteractionEvent, Leg, Turn } from '../../api.ts';
import { legName } from '../../charts/prepare/leg-timeline.ts';
import { formatClock, formatDuration } from '../../format.ts';
import { clearEvents } from '../../player/clear-events.ts';
import { contactStrings } from '../../strings/contact.ts';

/** What the transcript shows from top to bottom: turns, and between them what happened while nobody spoke. */
export type TranscriptItem =
  | { readonly kind: 'turn'; readonly key: string; readonly place: number; readonly turn: Turn; readonly isSameSpeaker: boolean }
  | { readonly kind: 'event'; readonly key: string; readonly text: string }
  | { readonly kind: 'day'; readonly key: string; readonly text: string };

const shownBetween: ReadonlySet<InteractionEvent['kind']> = new Set([
  'hold',
  'transfer',
  'mute',
  'pause',
  'join',
  'leave',
  'close',
  'dead-air',
  'ring',
  'music',
  'tone',
  'speech-other-language',
]);

export interface TranscriptOptions {
  readonly timeZone?: string;
}

export function prepareTranscript(interaction: Interaction, options: TranscriptOptions = {}): TranscriptItem[] {
  const events = clearEvents(interaction.events).filter(({ kind }) => shownBetween.has(kind));
  const items: TranscriptItem[] = [];
  let nextEvent = 0;
  let day = '';
  interaction.turns.forEach((turn, place) => {
    const firstEvent = nextEvent;
    while ((events[nextEvent]?.startMs ?? Number.POSITIVE_INFINITY) < (turn.startMs ?? 0)) nextEvent++;
    const leg = isOtherLeg(interaction, place) ? interaction.legs[turn.leg] : undefined;
    items.push(...between(`before-${place}`, events.slice(firstEvent, nextEvent), leg));
    const turnDay = interaction.channel === 'voice' ? '' : dayOf(interaction, turn, options);
    if (turnDay !== day) items.push({ kind: 'day', key: `day-${place}`, text: turnDay });
    const before = items.at(-1);
    const isSameSpeaker = before?.kind === 'turn' && before.turn.participant === turn.participant && before.turn.leg === turn.leg;
    items.push({ kind: 'turn', key: `turn-${place}`, place, turn, isSameSpeaker });
    day = turnDay;
  });
  return [...items, ...between('end', events.slice(nextEvent))];
}

/** Somebody else goes on: worth saying where the agent changes. */
function isOtherLeg({ turns, legs }: Interaction, place: number): boolean {
  const [leg, before] = [legs[turns[place]?.leg ?? -1], legs[turns[place - 1]?.leg ?? -1]];
  return leg !== undefined && before !== undefined && leg !== before && leg.agent !== undefined && leg.agent !== before.agent;
}

/** What happened between two turns stands on one line. */
function between(key: string, events: readonly InteractionEvent[], nextLeg?: Leg): TranscriptItem[] {
  const parts = [...events.map(eventText), ...(nextLeg ? [legName(nextLeg)] : [])];
  return parts.length === 0 ? [] : [{ kind: 'event', key, text: parts.join(' · ') }];
}

function eventText({ kind, startMs, endMs, role }: InteractionEvent): string {
  const name = (kind === 'join' || kind === 'leave') && role !== null ? contactStrings.roleEvent(role, kind) : contactStrings.events[kind];
  return endMs > startMs ? `${name} ${formatDuration(endMs - startMs)}` : name;
}

function dayOf({ startedAt }: Interaction, turn: Turn, { timeZone }: TranscriptOptions): string {
  const at = momentOf(startedAt, turn);
  if (!at) return '';
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(timeZone && { timeZone }),
  }).format(at);
}

/** `09:04` where the start is known, else the time since the start; empty where the source has no clock. */
export function turnTime({ channel, startedAt }: Interaction, turn: Turn, { timeZone }: TranscriptOptions = {}): string {
  if (turn.startMs === null) return '';
  const at = channel === 'voice' ? null : momentOf(startedAt, turn);
  if (!at) return formatClock(turn.startMs);
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', ...(timeZone && { timeZone }) }).format(at);
}

function momentOf(startedAt: string | null, turn: Turn): Date | null {
  return startedAt === null || turn.startMs === null ? null : new Date(Date.parse(startedAt) + turn.startMs);
}

/** Below these, the reader is told that it may be otherwise. For drawing only: rules have thresholds of their own. */
const sureRole = 0.7;
const sureWord = 0.6;

export function isRoleUnsure(turn: Turn): boolean {
  return turn.roleConfidence < sureRole;
}

export function isWordUnsure(confidence: number | undefined): boolean {
  return confidence !== undefined && confidence < sureWord;
}
