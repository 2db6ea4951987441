import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Period } from '../../analytics/periods.ts';
import { call, type Rule, type SearchHit } from '../../api.ts';
import { Why } from '../../findings/explanation-tree.tsx';
import { prepareFindings } from '../../findings/prepare-findings.ts';
import { formatMoment } from '../../format.ts';
import { Icon } from '../../parts/icon.tsx';
import { Pending, Tile } from '../../parts/tile.tsx';
import { complianceStrings } from '../../strings/compliance.ts';
import { contactStrings } from '../../strings/contact.ts';
import { listStrings } from '../../strings/list.ts';
import { violationSearch } from './compliance-queries.ts';

const { violations: words } = complianceStrings;
const moment = { thisYear: new Date().getFullYear() };
const shown = 25;

interface ViolationTileProps {
  readonly rule: Rule;
  readonly period: Period;
  readonly missed: number;
}

/** What was missed, newest first: each opens the conversation at its second, and its proof opens beneath. */
export function ViolationTile({ rule, period, missed }: ViolationTileProps) {
  const q = violationSearch(rule, period);
  const { data, error, refetch } = useQuery({
    queryKey: ['interactions', 'list', { q, limit: shown }],
    queryFn: ({ signal }) => call('GET /v1/interactions', { query: { q, limit: shown } }, signal),
  });
  const all = (
    <Link to="/interactions" search={{ q }} className="text-xs text-accent hover:underline">
      {words.all(data?.total ?? missed)}
    </Link>
  );
  return (
    <Tile title={words.title} className="lg:col-span-2" links={data && data.total > 0 ? all : null}>
      {!data && <Pending label={words.title} error={error} onRetry={() => void refetch()} />}
      {data?.total === 0 && <p className="p-4 text-muted">{words.none}</p>}
      {data && data.items.length > 0 && (
        <ul>
          {data.items.map((hit) => (
            <Violation key={hit.id} hit={hit} rule={rule} />
          ))}
        </ul>
      )}
    </Tile>
  );
}

function Violation({ hit, rule }: { readonly hit: SearchHit; readonly rule: Rule }) {
  const [proves, setProves] = useState(false);
  const when = hit.startedAt === null ? listStrings.unknownTime : formatMoment(hit.startedAt, moment);
  const about = [contactStrings.channels[hit.channel], hit.queue, hit.agents.join(' → ')].filter(Boolean).join(' · ');
  return (
    <li className="border-t border-line first:border-t-0">
      <div className="flex flex-wrap items-center gap-x-4 px-4 py-2">
        <OpenLink hit={hit} rule={rule} label={words.open(`${when}, ${about}`)}>
          {when}
        </OpenLink>
        <span className="text-muted">{about}</span>
        <button
          type="button"
          className="ml-auto inline-flex min-h-7 items-center gap-1 text-xs text-accent hover:underline"
          aria-expanded={proves}
          aria-label={words.proofOf(when)}
          onClick={() => setProves(!proves)}
        >
          {words.proof}
          <Icon name={proves ? 'up' : 'down'} className="size-3.5" />
        </button>
      </div>
      {proves && (
        <div className="mx-4 mb-3 rounded-md border border-line bg-ground p-3">
          <Why rule={rule.id} interaction={hit.id} />
        </div>
      )}
    </li>
  );
}

/** Opens at the words of the finding, which are known once the pointer or the focus is on the link. */
function OpenLink({
  hit,
  rule,
  label,
  children,
}: {
  readonly hit: SearchHit;
  readonly rule: Rule;
  readonly label: string;
  readonly children: string;
}) {
  const [isNear, setNear] = useState(false);
  const { data } = useQuery({
    queryKey: ['interaction', hit.id],
    queryFn: ({ signal }) => call('GET /v1/interactions/{id}', { params: { id: hit.id } }, signal),
    enabled: isNear,
  });
  const finding = data && prepareFindings(data, []).fired.find((each) => each.rule === rule.id);
  const match = finding?.quotes[0]?.match;
  const turn = match && data?.turns[match.turn]?.index;
  return (
    <Link
      to="/interactions/$id"
      params={{ id: hit.id }}
      {...(match && turn !== undefined && { hash: `t${turn}.${match.start}-${match.end}` })}
      aria-label={label}
      className="min-h-6 min-w-32 font-medium text-accent hover:underline"
      onPointerEnter={() => setNear(true)}
      onFocus={() => setNear(true)}
    >
      {children}
    </Link>
  );
}
