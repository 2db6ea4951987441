import { Link } from '@tanstack/react-router';
import type { Driver } from '../../api.ts';
import { Segments } from '../../parts/segments.tsx';
import { segmentText } from '../../segment-text.ts';
import { driversStrings } from '../../strings/drivers.ts';

/** What customers said, as text; each leads to its conversation. */
export function QuoteList({ quotes }: { readonly quotes: Driver['quotes'] }) {
  return (
    <ul className="my-1 flex flex-col">
      {quotes.map(({ interaction, text }) => (
        <li key={`${interaction} ${text}`}>
          <Link
            to="/interactions/$id"
            params={{ id: interaction }}
            preload={false}
            aria-label={driversStrings.openQuote(text)}
            className="my-0.5 block border-l-2 border-line py-0.5 pl-3 hover:border-accent hover:bg-sunken"
          >
            <Segments segments={segmentText(text, {})} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
