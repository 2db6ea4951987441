import type { CapturedInteractionInput } from '../../domain/captured-interaction.ts';
import type { EventKind } from '../../domain/vocabulary.ts';
import { compact, numberOf, objectsOf } from '../json-object.ts';
import { parseTime } from '../time-zone.ts';
import type { Dialog } from './vcon-dialog.ts';
import type { VconParty } from './vcon-parties.ts';

type CapturedEventInput = NonNullable<CapturedInteractionInput['events']>[number];

/** How each event of a party's history begins or ends one of ours. */
const opens: Readonly<Record<string, EventKind>> = { hold: 'hold', mute: 'mute' };
const closes: Readonly<Record<string, EventKind>> = { unhold: 'hold', unmute: 'mute' };
const moments: Readonly<Record<string, EventKind>> = { join: 'join', drop: 'leave' };

/** Holds, mutes, joins and drops from the parties' histories; transfers from transfer dialogs. */
export function dialogEvents(
  dialogs: readonly Dialog[],
  parties: readonly VconParty[],
  startedAt: string | undefined,
): CapturedEventInput[] {
  if (startedAt === undefined) return [];
  const originMs = Date.parse(startedAt);
  const events: CapturedEventInput[] = [];
  for (const { fields, startedAt: dialogStart } of dialogs) {
    if (fields.type === 'transfer' && dialogStart !== undefined)
      events.push({ kind: 'transfer', startMs: Math.max(0, Date.parse(dialogStart) - originMs) });
    for (const entry of objectsOf(fields.party_history)) {
      const time = typeof entry.time === 'string' ? parseTime(entry.time, 'UTC') : null;
      if (!time) continue;
      const startMs = Math.max(0, Date.parse(time.iso) - originMs);
      const participant = parties[numberOf(entry.party) ?? -1]?.id;
      addEvent(events, String(entry.event), compact({ startMs, participant }));
    }
  }
  return events.sort((a, b) => a.startMs - b.startMs);
}

function addEvent(events: CapturedEventInput[], name: string, when: { readonly startMs: number; readonly participant?: string }): void {
  const closed = closes[name];
  const kind = opens[name] ?? moments[name];
  if (kind) events.push({ kind, ...when });
  if (!closed) return;
  const index = events.findLastIndex(
    (event) => event.kind === closed && event.endMs === undefined && event.participant === when.participant,
  );
  const event = events[index];
  if (event) events[index] = { ...event, endMs: when.startMs };
}
