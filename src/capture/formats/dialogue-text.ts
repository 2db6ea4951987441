import { parseRole } from '../roles.ts';

/** One stretch of a transcript kept as running text. */
export interface DialogueTurn {
  readonly speaker: string;
  readonly role: string;
  readonly text: string;
}

/** `Agent: hello`, `**Customer:** hi`, `[10:04] Anna Smith: ok`; the label is a role, or a short name. */
const speakerLine =
  /^\s*(?:\[[^\]]{0,40}\]\s*)?(?:\*\*)?([\p{L}][\p{L}\p{N} .'_-]{0,40}?)(?:\s*\([^)]{0,40}\))?\s*:\s*(?:\*\*)?\s*(\S.*)?$/u;

/**
 * Turns of a conversation in one text cell: a line with a speaker label begins a turn, other lines continue it. Text
 * without any label is one turn of an unknown speaker; a heading before the first label is left out.
 */
export function dialogueTurns(text: string): DialogueTurn[] {
  const turns: { speaker: string; role: string; lines: string[] }[] = [];
  const labels = countLabels(text);
  for (const line of text.split(/\r?\n/)) {
    const match = speakerLine.exec(line);
    const label = match?.[1]?.trim();
    if (match && label !== undefined && isSpeaker(label, labels)) {
      turns.push({ speaker: label.toLowerCase(), role: parseRole(label) ?? 'unknown', lines: [match[2] ?? ''] });
    } else if (line.trim() !== '') turns.at(-1)?.lines.push(line.trim());
  }
  if (turns.length === 0) return text.trim() === '' ? [] : [{ speaker: 'unknown', role: 'unknown', text: text.trim() }];
  return turns.map(({ speaker, role, lines }) => ({ speaker, role, text: lines.join('\n').trim() })).filter((turn) => turn.text !== '');
}

/** A name is a speaker when it labels two lines or more: `Order number: 5` inside a message is none. */
function isSpeaker(label: string, labels: ReadonlyMap<string, number>): boolean {
  return parseRole(label) !== null || (labels.get(label.toLowerCase()) ?? 0) > 1;
}

function countLabels(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of text.split(/\r?\n/)) {
    const label = speakerLine.exec(line)?.[1]?.trim().toLowerCase();
    if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return counts;
}
