import { numbersStrings } from '../strings/numbers.ts';
import { isDay, type Period, periodBefore, periodEnding } from './periods.ts';

/** The days that a page looks at, as its address holds them. */
export interface PeriodState {
  readonly days?: number;
  /** The last day; the newest with contacts when absent. */
  readonly last?: string;
}

export const periodLengths = [7, 28, 91] as const;
const usualDays = 28;

export function readPeriodState({ days, last }: Readonly<Record<string, unknown>>): PeriodState {
  const length = periodLengths.find((each) => each === Number(days));
  return { ...(length && length !== usualDays && { days: length }), ...(isDay(last) && { last }) };
}

/** The period of a page and the one before; null while nothing is known of the newest day. */
export function periodsOf(
  { days = usualDays, last }: PeriodState,
  newest: string | null | undefined,
): { period: Period; before: Period } | null {
  const end = last ?? newest;
  if (!end) return null;
  const period = periodEnding(end, days);
  return { period, before: periodBefore(period) };
}

interface PeriodPickerProps {
  readonly state: PeriodState;
  readonly newest: string | null | undefined;
  readonly onChange: (state: PeriodState) => void;
}

export function PeriodPicker({ state, newest, onChange }: PeriodPickerProps) {
  const { days = usualDays } = state;
  return (
    <>
      <fieldset className="flex">
        <legend className="sr-only">{numbersStrings.period.label}</legend>
        {periodLengths.map((length) => (
          <button
            key={length}
            type="button"
            aria-pressed={length === days}
            className="button -ml-px rounded-none first-of-type:rounded-l-md last-of-type:rounded-r-md aria-pressed:z-10"
            onClick={() => onChange({ ...state, days: length })}
          >
            {numbersStrings.period.days[length]}
          </button>
        ))}
      </fieldset>
      <label className="flex items-center gap-2 text-muted">
        {numbersStrings.period.lastDay}
        <input
          type="date"
          className="field text-ink"
          value={state.last ?? newest ?? ''}
          onChange={(event) => onChange({ ...state, last: event.target.value === newest ? undefined : event.target.value || undefined })}
        />
      </label>
    </>
  );
}
