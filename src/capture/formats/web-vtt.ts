import type { CapturedInteractionInput } from '../../domain/captured-interaction.ts';
import { decodeText } from '../decode-text.ts';
import { compact } from '../json-object.ts';
import type { FormatReader, ReadContext, ReadItem, SourceFile } from '../read-source.ts';
import { parseRole } from '../roles.ts';
import { readText } from '../source-lines.ts';
import { externalIdOf, unreadable } from '../unreadable.ts';

type CapturedTurnInput = NonNullable<CapturedInteractionInput['turns']>[number];

const timing = /^\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})/;
const voiceSpan = /<v(?:\.[^\s>]*)?\s+([^>]+)>/;
const speakerPrefix = /^\s*(?:>>\s*|-\s*)?([\p{Lu}][\p{L}\p{N} .'()_-]{0,40}?):\s+(?=\S)/u;

/** Subtitles of calls: WebVTT and SRT differ only in their header, so one reader takes both. */
export const webVttReader: FormatReader = {
  format: 'webvtt',
  detect: (head) => (/^WEBVTT(?:[ \t\r\n]|$)/.test(decodeText(head).text) ? 1 : 0),
  read: readCues,
};

export const srtReader: FormatReader = {
  format: 'srt',
  detect: (head) => {
    const lines = decodeText(head)
      .text.split(/\r\n|\r|\n/)
      .filter((line) => line.trim() !== '');
    return lines.slice(0, 2).some((line) => timing.test(line)) ? 0.8 : 0;
  },
  read: readCues,
};

async function* readCues(file: SourceFile, _context: ReadContext): AsyncGenerator<ReadItem> {
  const { text, warning } = await readText(file);
  const { turns, speakers, bad } = turnsOf(text);
  for (const cue of bad) yield unreadable('the times of a cue cannot be read', `cue at line ${cue.line}`, cue.text);
  if (turns.length === 0) return;
  const interaction: CapturedInteractionInput = {
    externalId: externalIdOf(file),
    channel: 'voice',
    participants: [...speakers].map(([id, label]) =>
      compact({ id, role: parseRole(label) ?? 'unknown', name: parseRole(label) === null && label !== 'unknown' ? label : undefined }),
    ),
    turns,
    warnings: warning === undefined ? [] : [warning],
  };
  yield { kind: 'interaction', interaction, identity: 'derived' };
}

interface BadCue {
  readonly line: number;
  readonly text: string;
}

function turnsOf(text: string): { turns: CapturedTurnInput[]; speakers: Map<string, string>; bad: BadCue[] } {
  const turns: CapturedTurnInput[] = [];
  const speakers = new Map<string, string>();
  const bad: BadCue[] = [];
  const lines = text.replaceAll('\u0000', '\uFFFD').split(/\r\n|\r|\n/);
  let last = 'unknown';
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (!line.includes('-->')) continue;
    const content = cueText(lines, index + 1);
    const match = timing.exec(line);
    if (!match) {
      bad.push({ line: index + 1, text: content });
      continue;
    }
    for (const { speaker, words } of spokenParts(content)) {
      last = speaker ?? (turns.length > 0 && speakers.size > 0 ? last : 'unknown');
      const id = last.toLowerCase();
      if (!speakers.has(id)) speakers.set(id, last);
      turns.push({ participant: id, text: words, startMs: cueMs(match, 1), endMs: Math.max(cueMs(match, 1), cueMs(match, 5)) });
    }
  }
  return { turns: mergeCues(turns), speakers, bad };
}

/** The lines up to the blank one; in SRT the number of the next cue may follow without a blank. */
function cueText(lines: readonly string[], from: number): string {
  const content: string[] = [];
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line.trim() === '' || line.includes('-->')) break;
    if (/^\d+$/.test(line.trim()) && timing.test(lines[index + 1] ?? '')) break;
    content.push(line.trim());
  }
  return content.join('\n');
}

/** One part per voice span; without spans, one per line that begins with a speaker's name. */
function spokenParts(content: string): { speaker: string | null; words: string }[] {
  const parts = voiceSpan.test(content)
    ? content.split(/(?=<v[\s.])/).map((part) => ({ speaker: voiceSpan.exec(part)?.[1]?.trim() ?? null, words: part }))
    : prefixParts(content);
  return parts
    .map(({ speaker, words }) => ({ speaker: speaker === null ? null : plainText(speaker), words: plainText(words) }))
    .filter(({ words }) => words !== '');
}

function prefixParts(content: string): { speaker: string | null; words: string }[] {
  const parts: { speaker: string | null; words: string }[] = [];
  for (const line of content.split('\n')) {
    const match = speakerPrefix.exec(line);
    const last = parts.at(-1);
    if (match) parts.push({ speaker: match[1] ?? null, words: line.slice(match[0].length) });
    else if (last) last.words += ` ${line}`;
    else parts.push({ speaker: null, words: line });
  }
  return parts;
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&nbsp;': ' ',
  '&lrm;': '',
  '&rlm;': '',
  '&quot;': '"',
  '&#39;': "'",
};

function plainText(markup: string): string {
  return markup
    .replace(/<v[^\s>]*\s+(?=[^<>]*$)/g, '')
    .replace(/<(?:\/?[a-z]|\d)[^<>]*>/gi, '')
    .replace(/\{\\[^}]*\}/g, '')
    .replace(/&(?:lt|gt|amp|nbsp|lrm|rlm|quot|#39);/g, (entity) => entities[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();
}

function cueMs(match: RegExpExecArray, from: number): number {
  const [hours, minutes, seconds] = [match[from], match[from + 1], match[from + 2]].map((part) => Number(part ?? 0));
  return ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1000 + Number((match[from + 3] ?? '0').padEnd(3, '0'));
}

/** Captions cut a sentence into cues of two lines: those of one speaker that touch (within 300 ms) are one turn. */
function mergeCues(cues: readonly CapturedTurnInput[]): CapturedTurnInput[] {
  const turns: CapturedTurnInput[] = [];
  for (const cue of cues) {
    const last = turns.at(-1);
    const touches = last?.participant === cue.participant && (cue.startMs ?? 0) - (last.endMs ?? 0) <= 300;
    if (last && touches)
      turns[turns.length - 1] = { ...last, text: `${last.text} ${cue.text}`, endMs: Math.max(last.endMs ?? 0, cue.endMs ?? 0) };
    else turns.push(cue);
  }
  return turns;
}
