import type { CapturedInteractionInput } from '../../domain/captured-interaction.ts';
import { isObject, type JsonObject, numberOf, objectsOf, textOf } from '../json-object.ts';
import { parseRole } from '../roles.ts';
import { dialogueTurns } from './dialogue-text.ts';
import { recognisedSpeech } from './recognised-turns.ts';
import { bodyText, type Dialog } from './vcon-dialog.ts';
import type { VconParty } from './vcon-parties.ts';

type CapturedTurnInput = NonNullable<CapturedInteractionInput['turns']>[number];

interface Scene {
  readonly dialogs: readonly Dialog[];
  readonly parties: readonly VconParty[];
  readonly startedAt: string | undefined;
}

/**
 * The spoken turns, from the first usable transcript of each dialog: WTF, engine output, speaker and message pairs, or
 * text with speaker lines. Later transcripts of the same dialog are other versions of the same words.
 */
export function transcriptTurns(vcon: JsonObject, scene: Scene): CapturedTurnInput[] {
  const taken = new Set<number>();
  const turns: CapturedTurnInput[] = [];
  for (const analysis of objectsOf(vcon.analysis)) {
    if (analysis.type !== 'transcript') continue;
    const place = numberOf(Array.isArray(analysis.dialog) ? analysis.dialog[0] : analysis.dialog) ?? 0;
    const dialog = scene.dialogs[place];
    if (taken.has(place) || dialog?.fields.type === 'text') continue;
    const found = bodyTurns(analysis, scene.parties);
    if (found.length === 0) continue;
    taken.add(place);
    const offsetMs =
      dialog?.startedAt === undefined || scene.startedAt === undefined
        ? 0
        : Math.max(0, Date.parse(dialog.startedAt) - Date.parse(scene.startedAt));
    turns.push(...found.map((turn) => shift(turn, offsetMs)));
  }
  return turns;
}

function bodyTurns(analysis: JsonObject, parties: readonly VconParty[]): CapturedTurnInput[] {
  const body = parsedBody(analysis);
  if (isObject(body)) {
    const speech = recognisedSpeech(body);
    if (speech) return speech.turns.map((turn) => ({ ...turn, participant: partyOf(turn.participant, parties) }));
    const listed = objectsOf(body.turns ?? body.messages ?? body.utterances);
    return listed.length > 0
      ? pairTurns(listed, parties)
      : pairTurns(
          dialogueTurns(textOf(body.text) ?? textOf(body.transcript) ?? '').map((turn) => ({ ...turn })),
          parties,
        );
  }
  if (Array.isArray(body)) return pairTurns(objectsOf(body), parties);
  return pairTurns(
    dialogueTurns(typeof body === 'string' ? body : '').map((turn) => ({ ...turn })),
    parties,
  );
}

/** Encoding `json` should be an object, but some writers put JSON text into a string. */
function parsedBody(analysis: JsonObject): unknown {
  if (typeof analysis.body !== 'string') return analysis.body;
  const text = bodyText(analysis);
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function pairTurns(pairs: readonly JsonObject[], parties: readonly VconParty[]): CapturedTurnInput[] {
  return pairs.flatMap((pair) => {
    const text = textOf(pair.message) ?? textOf(pair.text) ?? textOf(pair.content);
    return text === undefined ? [] : [{ participant: partyOf(textOf(pair.speaker) ?? textOf(pair.role) ?? 'unknown', parties), text }];
  });
}

/** A transcript names speakers by party id, name, role or number. */
function partyOf(label: string, parties: readonly VconParty[]): string {
  const plain = label.toLowerCase();
  const role = parseRole(label);
  const number = /^(?:speaker|channel|spk)[-_ ]?(\d+)$/.exec(plain)?.[1] ?? (/^\d+$/.test(plain) ? plain : undefined);
  const party =
    parties.find(({ id }) => id === label) ??
    parties.find(({ name }) => name?.toLowerCase() === plain) ??
    (role === null ? undefined : parties.find((candidate) => candidate.role === role)) ??
    (number === undefined ? undefined : parties[Number(number)]);
  return party?.id ?? label;
}

function shift(turn: CapturedTurnInput, offsetMs: number): CapturedTurnInput {
  if (offsetMs === 0) return turn;
  const moved = { ...turn };
  if (turn.startMs !== undefined) moved.startMs = turn.startMs + offsetMs;
  if (turn.endMs !== undefined) moved.endMs = turn.endMs + offsetMs;
  if (turn.words) moved.words = turn.words.map((word) => ({ ...word, startMs: word.startMs + offsetMs, endMs: word.endMs + offsetMs }));
  return moved;
}
