import type { ReactNode } from 'react';
import { Segments } from '../../parts/segments.tsx';
import { segmentText } from '../../segment-text.ts';
import { understandingStrings } from '../../strings/understanding.ts';
import type { Match } from './find-matches.ts';
import type { Quote, Reading, UnderstandingView } from './prepare-understanding.ts';

interface PointProps {
  readonly onGoTo: (place: number) => void;
  /** Marks the words in the transcript while they are pointed at or have the focus. */
  readonly onPoint: (match: Match | null) => void;
}

interface UnderstandingProps extends PointProps {
  readonly view: UnderstandingView;
}

/** Sentences of the conversation itself; each leads to its place. */
export function SummaryList({ view, ...point }: UnderstandingProps) {
  return (
    <dl className="flex flex-col gap-2">
      {view.summary.map(({ key, slot, who, quote }) => (
        <div key={key}>
          <dt className="text-xs text-muted">
            <span className="font-semibold">{slot}</span> · {who}
          </dt>
          <dd>
            <QuoteButton quote={quote} {...point} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Verdicts first; the words that decided open beneath. */
export function ReadingList({ readings, ...point }: PointProps & { readonly readings: readonly Reading[] }) {
  return (
    <ul className="flex flex-col">
      {readings.map((reading) => (
        <li key={reading.key} className="border-t border-line first:border-t-0">
          <ReadingRow reading={reading}>
            {reading.quotes.map((quote) => (
              <li key={quote.key}>
                <QuoteButton quote={quote} {...point} />
                <span className="block text-xs text-muted">{understandingStrings.because(quote.why, quote.turnLabel)}</span>
              </li>
            ))}
          </ReadingRow>
        </li>
      ))}
    </ul>
  );
}

const inks: Readonly<Record<Reading['tone'], string>> = { plain: '', good: 'text-accent font-semibold', bad: 'text-danger font-semibold' };

function ReadingRow({ reading: { label, value, tone, quotes }, children }: { readonly reading: Reading; readonly children: ReactNode }) {
  const line = (
    <>
      <span className="min-w-0 flex-1 text-muted">{label}</span>
      <span className={inks[tone]}>{value}</span>
    </>
  );
  if (quotes.length === 0) return <p className="flex min-h-7 items-center gap-3">{line}</p>;
  return (
    <details className="group/why">
      <summary className="flex min-h-7 list-none items-center gap-3 hover:text-ink">
        {line}
        <span className="text-xs text-accent group-hover/why:underline">{understandingStrings.why}</span>
      </summary>
      <ul className="mb-2 flex flex-col gap-1.5 border-l-2 border-line pl-2">{children}</ul>
    </details>
  );
}

export function EntityList({ view, ...point }: UnderstandingProps) {
  return (
    <dl className="grid grid-cols-[7rem_1fr] gap-x-2 gap-y-1.5">
      {view.entities.map(({ label, quotes }) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="flex flex-wrap gap-1">
            {quotes.map((quote) => (
              <QuoteButton key={quote.key} quote={quote} isToken {...point} />
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface QuoteButtonProps extends PointProps {
  readonly quote: Quote;
  readonly isToken?: boolean;
}

function QuoteButton({ quote: { text, why, match, turnLabel }, isToken = false, onGoTo, onPoint }: QuoteButtonProps) {
  const leave = () => onPoint(null);
  const point = () => onPoint(match);
  return (
    <button
      type="button"
      title={why}
      aria-label={text ? understandingStrings.quoteAt(text, turnLabel) : turnLabel}
      className={isToken ? 'min-h-6 rounded' : 'min-h-6 rounded text-left hover:bg-mark focus-visible:bg-mark'}
      onClick={() => onGoTo(match.turn)}
      onPointerEnter={point}
      onPointerLeave={leave}
      onFocus={point}
      onBlur={leave}
    >
      {text ? <Segments segments={segmentText(text, {})} /> : turnLabel}
    </button>
  );
}
