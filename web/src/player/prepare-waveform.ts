import type { Interaction, InteractionEvent } from '../api.ts';
import { contactStrings } from '../strings/contact.ts';
import { playerStrings } from '../strings/player.ts';
import { clearEvents } from './clear-events.ts';

type Media = Interaction['media'][number];
export type Side = 'agent' | 'customer' | 'other';

export interface WaveChannel {
  readonly label: string;
  readonly side: Side;
  /** 0…1 */
  readonly peaks: number[];
}

/** One band per channel, named by its role. The loudest moment of the recording fills its band. */
export function prepareWaveform(media: Media): WaveChannel[] {
  const channels = media.peaks?.channels ?? [];
  const loudest = Math.max(1, ...channels.map((peaks) => peaks.reduce((most, peak) => Math.max(most, peak), 0)));
  return channels.map((peaks, index) => {
    const role = channels.length === 2 ? (media.channelRoles?.[index] ?? defaultRole(index)) : media.channelRoles?.[index];
    return {
      label: role === undefined ? playerStrings.channel(index) : (contactStrings.roles[role] ?? role),
      side: role === 'agent' || role === 'customer' ? role : 'other',
      peaks: peaks.map((peak) => peak / loudest),
    };
  });
}

/** Where no channel map says otherwise, left is the agent and right the customer. */
function defaultRole(index: number): Side {
  return index === 0 ? 'agent' : 'customer';
}

/** How a kind of event is drawn: each pattern differs in form, not only in colour. */
export type Pattern = 'hatch' | 'dots' | 'solid' | 'bars';

const patternOf: Partial<Record<InteractionEvent['kind'], Pattern>> = {
  hold: 'hatch',
  mute: 'hatch',
  pause: 'hatch',
  silence: 'dots',
  'dead-air': 'dots',
  overtalk: 'solid',
  music: 'bars',
  ring: 'bars',
  tone: 'bars',
  'speech-other-language': 'solid',
};

export interface Region {
  readonly key: string;
  readonly kind: InteractionEvent['kind'];
  readonly pattern: Pattern;
  /** Per cent of the recording. */
  readonly left: number;
  readonly width: number;
}

/** Events that last, as shares of the recording. Dead air is silence too, so it replaces the silence it lies in. */
export function prepareRegions(events: readonly InteractionEvent[], media: Media): Region[] {
  const durationMs = media.durationMs ?? 0;
  const offsetMs = media.offsetMs ?? 0;
  const told = clearEvents(events);
  const deadAir = told.filter(({ kind }) => kind === 'dead-air');
  return told.flatMap((event, index) => {
    const pattern = patternOf[event.kind];
    const isCovered = event.kind === 'silence' && deadAir.some((one) => one.startMs === event.startMs);
    const start = Math.max(0, event.startMs - offsetMs);
    const end = Math.min(durationMs, event.endMs - offsetMs);
    if (!pattern || isCovered || durationMs === 0 || end <= start) return [];
    const left = (start / durationMs) * 100;
    return [{ key: `${event.kind}-${index}`, kind: event.kind, pattern, left, width: ((end - start) / durationMs) * 100 }];
  });
}

const quietKinds: ReadonlySet<string> = new Set(['silence', 'dead-air', 'hold', 'mute', 'pause', 'music', 'ring', 'tone']);

/** What "skip silence" jumps over. */
export function quietStretches(events: readonly InteractionEvent[]): readonly InteractionEvent[] {
  return events.filter(({ kind }) => quietKinds.has(kind));
}
