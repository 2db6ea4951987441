import type { Interaction, InteractionEvent, Turn } from '../../api.ts';
import { formatClock, formatDuration } from '../../format.ts';
import { strings } from '../../strings.ts';

/** What the transcript shows from top to bottom: turns, and between them what happened while nobody spoke. */
export type TranscriptItem =
  | { readonly kind: 'turn'; readonly key: string; readonly place: number; readonly turn: Turn; readonly isSameSpeaker: boolean }
  | { readonly kind: 'event'; readonly key: string; readonly name: string; readonly text: string }
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
  const events = interaction.events.filter(({ kind }) => shownBetween.has(kind)).toSorted((a, b) => a.startMs - b.startMs);
  const items: TranscriptItem[] = [];
  let nextEvent = 0;
  let day = '';
  interaction.turns.forEach((turn, place) => {
    for (; (events[nextEvent]?.startMs ?? Number.POSITIVE_INFINITY) < (turn.startMs ?? 0); nextEvent++)
      items.push(...eventItem(events[nextEvent]));
    const turnDay = interaction.channel === 'voice' ? '' : dayOf(interaction, turn, options);
    if (turnDay !== day) items.push({ kind: 'day', key: `day-${place}`, text: turnDay });
    const before = items.at(-1);
    const isSameSpeaker = before?.kind === 'turn' && before.turn.participant === turn.participant && before.turn.leg === turn.leg;
    items.push({ kind: 'turn', key: `turn-${place}`, place, turn, isSameSpeaker });
    day = turnDay;
  });
  return [...items, ...events.slice(nextEvent).flatMap(eventItem)];
}

function eventItem(event: InteractionEvent | undefined): TranscriptItem[] {
  if (!event) return [];
  const { kind, startMs, endMs } = event;
  const length = endMs > startMs ? ` · ${formatDuration(endMs - startMs)}` : '';
  const key = `${kind}-${startMs}`;
  return [{ kind: 'event', key, name: kind, text: `${strings.events[kind]}${length}` }];
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

/** Who speaks: the participant's own name where the source gives one, and the role. */
export function speakerOf({ participants }: Interaction, turn: Turn): { readonly role: string; readonly name: string | null } {
  const name = participants.find(({ id }) => id === turn.participant)?.name ?? null;
  return { role: strings.roles[turn.role] ?? turn.role, name };
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
