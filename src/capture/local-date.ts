import { wallTime } from './time-zone.ts';

/** Order of day, month and year in dates such as `03/04/2025`. */
export const dateOrders = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** A date as written, its order not yet decided. */
export interface WrittenTime {
  readonly numbers: readonly [number, number, number];
  readonly yearFirst: boolean;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const writtenPattern =
  /^\s*(\d{1,4})[./-](\d{1,2})[./-](\d{2,4})(?:,?\s+(?:at\s+)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d+)?\s*([ap])?\.?\s?(?:m\.?)?)?\s*$/i;

/** Null when the text is no date in figures. Narrow and no-break blanks before AM/PM are blanks. */
export function readWrittenTime(text: string): WrittenTime | null {
  const match = writtenPattern.exec(text.replace(/[\u00a0\u202f\u200e\u200f]/g, ' '));
  if (!match) return null;
  const [, first = '', second = '', third = '', hour = '0', minute = '0', seconds = '0', half] = match;
  return {
    numbers: [Number(first), Number(second), Number(third)],
    yearFirst: first.length === 4,
    hour: half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0),
    minute: Number(minute),
    second: Number(seconds),
  };
}

/**
 * The order that all dates of a file allow. A number above 12 cannot be a month; without one, the place that changes
 * more from message to message is the day. `certain` is false when neither decides: then the day is taken first.
 */
export function decideDateOrder(times: Iterable<WrittenTime>): { order: DateOrder; certain: boolean } {
  const firsts = new Set<number>();
  const seconds = new Set<number>();
  for (const { numbers, yearFirst } of times) {
    if (yearFirst) return { order: 'ymd', certain: true };
    firsts.add(numbers[0]);
    seconds.add(numbers[1]);
  }
  if (Math.max(...firsts, 0) > 12) return { order: 'dmy', certain: true };
  if (Math.max(...seconds, 0) > 12) return { order: 'mdy', certain: true };
  if (firsts.size === seconds.size) return { order: 'dmy', certain: false };
  return { order: firsts.size > seconds.size ? 'dmy' : 'mdy', certain: true };
}

/** The clock reading as if UTC, for `localTime`; null when the calendar has no such day. */
export function wallOf(time: WrittenTime, order: DateOrder): number | null {
  const [a, b, c] = time.numbers;
  const [year, month, day] = time.yearFirst || order === 'ymd' ? [a, b, c] : order === 'dmy' ? [c, b, a] : [c, a, b];
  return wallTime([year < 100 ? 2000 + year : year, month, day, time.hour, time.minute, time.second]);
}
