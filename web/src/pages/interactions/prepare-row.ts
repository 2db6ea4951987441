import type { SearchHit } from '../../api.ts';
import { capitalise, formatLength, formatMoment, type MomentOptions } from '../../format.ts';
import { isByDesign, reasonText } from '../../reason-text.ts';
import { type Segment, segmentText } from '../../segment-text.ts';
import { contactStrings } from '../../strings/contact.ts';
import { listStrings } from '../../strings/list.ts';
import { languageName } from './prepare-facets.ts';
import type { ColumnName } from './search-state.ts';

/** One line of the list, decided: the component only draws it. */
export interface RowView {
  readonly id: string;
  readonly channel: SearchHit['channel'];
  readonly when: string;
  readonly dateTime: string | undefined;
  readonly duration: string;
  readonly about: readonly string[];
  readonly snippets: readonly { readonly turn: number; readonly role: string; readonly segments: readonly Segment[] }[];
  readonly columns: Readonly<Record<ColumnName, string>>;
  /** Why it cannot be judged; null when it can. */
  readonly note: string | null;
  /** Kept out on purpose: said, but no warning. */
  readonly isByDesign: boolean;
}

const signed = new Intl.NumberFormat('en', { signDisplay: 'exceptZero', minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Rows have room for this many characters of a snippet; marks further in are brought into sight. */
const snippetRoom = 160;

export function prepareRow(hit: SearchHit, moment: MomentOptions): RowView {
  return {
    id: hit.id,
    channel: hit.channel,
    when: hit.startedAt === null ? listStrings.unknownTime : formatMoment(hit.startedAt, moment),
    dateTime: hit.startedAt ?? undefined,
    duration: hit.durationMs === null ? '' : formatLength(hit.channel, hit.durationMs),
    about: [
      hit.queue,
      hit.agents.join(' → ') || null,
      hit.turns === 0 ? null : hit.channel === 'voice' ? listStrings.turns(hit.turns) : listStrings.messages(hit.turns),
    ].filter((part) => part !== null),
    snippets: hit.snippets.slice(0, 1).map(({ turn, role, text, marks }) => {
      const from = cutBefore(text, marks[0]?.start ?? 0);
      const shifted = marks.map(({ start, end }) => ({ start: start - from, end: end - from }));
      const segments = segmentText(text.slice(from, from + snippetRoom), { marks: shifted });
      return { turn, role: contactStrings.roles[role] ?? role, segments };
    }),
    columns: {
      sentiment: hit.sentiment === null ? '–' : signed.format(hit.sentiment),
      reason: hit.reason ?? '–',
      agent: hit.agents.join(' → ') || '–',
      queue: hit.queue ?? '–',
      language: hit.language === null ? '–' : languageName(hit.language),
    },
    note: noteOf(hit),
    isByDesign: isByDesign(hit.stateReason),
  };
}

/** Keeps a few words before the first mark, and cuts between words. */
function cutBefore(text: string, mark: number): number {
  if (mark < snippetRoom / 2) return 0;
  const space = text.indexOf(' ', mark - snippetRoom / 3);
  return space < 0 || space > mark ? mark : space + 1;
}

function noteOf({ state, stateReason }: Pick<SearchHit, 'state' | 'stateReason'>): string | null {
  if (state === 'assessable') return null;
  return capitalise(stateReason === null ? contactStrings.reasonUnknown : reasonText(stateReason));
}
