import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Interaction } from '../../api.ts';
import { Why } from '../../findings/explanation-tree.tsx';
import { type FindingQuote, type FindingView, prepareFindings } from '../../findings/prepare-findings.ts';
import { SeverityMark } from '../../findings/severity-mark.tsx';
import { Icon } from '../../parts/icon.tsx';
import { findingStrings } from '../../strings/findings.ts';
import type { Match } from './find-matches.ts';

export interface FindingProps {
  readonly interaction: Interaction;
  readonly onGoTo: (place: number) => void;
  readonly onPoint: (match: Match | null) => void;
  readonly onCopySpan: (match: Match) => Promise<void>;
}

/** What the rules say of this conversation, each with its words and the reason why. */
export function FindingSection({ interaction, onGoTo, onPoint, onCopySpan }: FindingProps) {
  const rules = useQuery({ queryKey: ['rules'], queryFn: ({ signal }) => call('GET /v1/rules', {}, signal) });
  const view = prepareFindings(interaction, rules.data?.items ?? []);
  const row = (finding: FindingView) => (
    <FindingRow key={finding.key} finding={finding} {...{ interaction, onGoTo, onPoint, onCopySpan }} />
  );
  if (view.judged === 0) return <p className="text-muted">{findingStrings.none}</p>;
  return (
    <div className="flex flex-col gap-2">
      {view.fired.length === 0 ? <p className="text-muted">{findingStrings.nothingFound}</p> : <ul>{view.fired.map(row)}</ul>}
      {view.kept.length > 0 && <Group title={`${findingStrings.kept} (${view.kept.length})`}>{view.kept.map(row)}</Group>}
      {view.unassessable.length > 0 && (
        <Group title={`${findingStrings.unassessable} (${view.unassessable.length})`}>{view.unassessable.map(row)}</Group>
      )}
      {view.others > 0 && <p className="text-xs text-muted">{findingStrings.others(view.others)}</p>}
    </div>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <details>
      <summary className="min-h-6 text-xs text-muted">{title}</summary>
      <ul>{children}</ul>
    </details>
  );
}

function FindingRow({ finding, interaction, onGoTo, onPoint, onCopySpan }: FindingProps & { readonly finding: FindingView }) {
  const [asksWhy, setAsksWhy] = useState(false);
  const { rule, name, severity, verdict, quotes, searched } = finding;
  const goToTurn = (turnIndex: number) => onGoTo(interaction.turns.findIndex(({ index }) => index === turnIndex));
  return (
    <li className="border-t border-line py-2 first:border-t-0">
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 font-medium">{name}</span>
        {severity !== null && <SeverityMark severity={severity} />}
      </div>
      <div className="flex items-baseline gap-2 text-xs text-muted">
        <span className="min-w-0 flex-1">{[verdict, searched].filter(Boolean).join(' · ')}</span>
        <button
          type="button"
          aria-expanded={asksWhy}
          aria-label={findingStrings.whyOf(name)}
          className="min-h-6 text-accent hover:underline"
          onClick={() => setAsksWhy(!asksWhy)}
        >
          {findingStrings.why}
        </button>
      </div>
      <ul className="flex flex-col">
        {quotes.map((quote) => (
          <QuoteRow key={quote.key} quote={quote} {...{ onGoTo, onPoint, onCopySpan }} />
        ))}
      </ul>
      {asksWhy && (
        <div className="mt-2 rounded-md border border-line bg-ground p-2">
          <Why rule={rule} interaction={interaction.id} onGoTo={goToTurn} />
        </div>
      )}
    </li>
  );
}

function QuoteRow({ quote, onGoTo, onPoint, onCopySpan }: Omit<FindingProps, 'interaction'> & { readonly quote: FindingQuote }) {
  const { text, time, match } = quote;
  return (
    <li className="group flex items-start gap-1">
      <button
        type="button"
        className="min-h-6 min-w-0 flex-1 rounded text-left hover:bg-mark focus-visible:bg-mark"
        onClick={() => onGoTo(match.turn)}
        onPointerEnter={() => onPoint(match)}
        onPointerLeave={() => onPoint(null)}
        onFocus={() => onPoint(match)}
        onBlur={() => onPoint(null)}
      >
        {time && <span className="mr-2 text-xs text-muted">{time}</span>}“{text}”
      </button>
      <button
        type="button"
        className="grid size-6 shrink-0 place-items-center rounded text-muted opacity-0 hover:text-ink group-hover:opacity-100 focus-visible:opacity-100"
        aria-label={findingStrings.copyLink}
        onClick={() => void onCopySpan(match)}
      >
        <Icon name="link" className="size-3.5" />
      </button>
    </li>
  );
}
