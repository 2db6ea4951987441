import type { Finding, Interaction, Rule } from '../api.ts';
import { formatClock } from '../format.ts';
import { contactStrings } from '../strings/contact.ts';
import { findingStrings } from '../strings/findings.ts';

/** Words that bear a finding, with their place in the list of turns. */
export interface FindingQuote {
  readonly key: string;
  readonly text: string;
  readonly time: string;
  readonly match: { readonly turn: number; readonly start: number; readonly end: number };
}

export interface FindingView {
  readonly key: string;
  readonly rule: string;
  readonly name: string;
  readonly severity: Rule['severity'] | null;
  /** `missed` of an obligation, `found` of what is looked for, else why it cannot be judged. */
  readonly verdict: string;
  readonly quotes: readonly FindingQuote[];
  /** For what was not said: where it was looked for. */
  readonly searched: string | null;
}

export interface FindingsView {
  readonly fired: readonly FindingView[];
  readonly kept: readonly FindingView[];
  readonly unassessable: readonly FindingView[];
  /** Rules that looked and found nothing, and those that do not concern the contact. */
  readonly others: number;
  readonly judged: number;
}

const weight = { critical: 3, major: 2, minor: 1, info: 0 } as const;
const mostQuotes = 4;
const longestQuote = 140;

/** What the rules say of a conversation: the gravest first; what says nothing is only counted. */
export function prepareFindings(interaction: Interaction, rules: readonly Rule[]): FindingsView {
  const bySeverity = new Map(rules.map(({ id, severity }) => [id, severity]));
  const view = (finding: Finding): FindingView => viewOf(finding, { interaction, severity: bySeverity.get(finding.rule) ?? null });
  const { findings } = interaction;
  const fired = findings.filter((finding) => finding.fired);
  const kept = findings.filter(({ fired: isFired, verdict }) => !isFired && verdict === 'met');
  const unassessable = findings.filter(({ verdict, reason }) => verdict === 'not-assessable' && reason !== 'does-not-apply');
  const grave = (one: FindingView) => (one.severity === null ? 0 : weight[one.severity]);
  return {
    fired: fired.map(view).sort((a, b) => grave(b) - grave(a) || a.name.localeCompare(b.name)),
    kept: kept.map(view),
    unassessable: unassessable.map(view),
    others: findings.length - fired.length - kept.length - unassessable.length,
    judged: findings.length,
  };
}

interface Around {
  readonly interaction: Pick<Interaction, 'turns'>;
  readonly severity: Rule['severity'] | null;
}

function viewOf(finding: Finding, { interaction: { turns }, severity }: Around): FindingView {
  const { rule, name, verdict, reason, leg, spans, searched } = finding;
  return {
    key: `${rule} ${leg ?? ''}`,
    rule,
    name,
    severity,
    verdict:
      verdict === 'not-assessable'
        ? reasonOf(reason)
        : verdict === 'missed'
          ? findingStrings.missed
          : finding.fired
            ? findingStrings.found
            : '',
    quotes: spans
      .filter(({ text }) => text !== '')
      .slice(0, mostQuotes)
      .map(({ turn, start, end, text, startMs }, index) => {
        const place = turns.findIndex((each) => each.index === turn);
        const shown = text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
        return {
          key: `${turn} ${start} ${index}`,
          text: shown,
          time: startMs === null ? '' : formatClock(startMs),
          match: { turn: place, start, end },
        };
      })
      .filter(({ match }) => match.turn >= 0),
    searched: searched === null || spans.length > 0 ? null : searchedText(searched),
  };
}

export function reasonOf(reason: string | null): string {
  return reason === null ? '' : (findingStrings.reasons[reason] ?? reason);
}

function searchedText({ role, turns, fromMs, toMs }: NonNullable<Finding['searched']>): string {
  const who = role === 'anyone' ? findingStrings.anyone : (contactStrings.roles[role] ?? role).toLowerCase();
  if (fromMs === null || toMs === null) return findingStrings.searchedTurns(who, turns);
  return findingStrings.searched(who, turns, formatClock(fromMs), formatClock(toMs));
}
