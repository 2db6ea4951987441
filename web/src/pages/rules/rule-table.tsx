import { Link } from '@tanstack/react-router';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { rulesStrings as words } from '../../strings/rules.ts';
import type { CountedLink, RuleRow } from './prepare-standing.ts';

/** One line per rule; every number opens the conversations that it counts. */
export function RuleTable({ rows, isCounted }: { readonly rows: readonly RuleRow[]; readonly isCounted: boolean }) {
  const { columns } = words;
  return (
    <ScrollRegion label={words.table} className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{columns.rule}</th>
            <th scope="col" className="max-md:hidden">
              {columns.severity}
            </th>
            <th scope="col" className="max-lg:hidden">
              {columns.kind}
            </th>
            <th scope="col" className="number">
              {columns.met}
            </th>
            <th scope="col" className="number">
              {columns.missed}
            </th>
            <th scope="col" className="number max-md:hidden">
              {columns.notAssessable}
            </th>
            <th scope="col" className="number max-lg:hidden">
              {columns.precision}
            </th>
            <th scope="col" className="number max-lg:hidden">
              {columns.version}
            </th>
          </tr>
        </thead>
        <tbody className={isCounted ? '' : 'opacity-60'}>
          {rows.map((row) => (
            <RuleLine key={row.rule.id} row={row} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function RuleLine({ row }: { readonly row: RuleRow }) {
  const { rule, met, missed, notAssessable, notJudged, precision, version } = row;
  const { id, name, severity, manner, tags } = rule;
  const isObligation = manner === 'require';
  return (
    <tr>
      <th scope="row" className="font-normal">
        <Link to="/rules/$id" params={{ id }} className="inline-flex min-h-6 items-center font-medium hover:text-accent hover:underline">
          {name}
        </Link>
        <span className="block text-xs text-muted">
          <code>{id}</code>
          <span className="max-sm:hidden">{tags.map((tag) => ` · ${tag}`).join('')}</span>
          <span className="md:hidden"> · {words.severities[severity]}</span>
        </span>
      </th>
      <td className={`max-md:hidden ${severity === 'critical' ? 'font-medium' : 'text-muted'}`}>{words.severities[severity]}</td>
      <td className="text-muted max-lg:hidden">{words.manners[manner]}</td>
      <td className="number">
        <Count link={met} what={`${name}, ${words.columns.met}`} isFinding={!isObligation} />
      </td>
      <td className="number">
        <Count link={missed} what={`${name}, ${words.columns.missed}`} isFinding={isObligation} />
      </td>
      <td className="number max-md:hidden">
        <Count link={notAssessable} what={`${name}, ${words.columns.notAssessable}`} isFinding={false} />
        {notJudged.search !== null && (
          <span className="block text-xs">
            <SearchLink search={notJudged.search} what={`${name}, ${words.notJudged(notJudged.count)}`}>
              {words.notJudged(notJudged.count)}
            </SearchLink>
          </span>
        )}
      </td>
      <td className="number max-lg:hidden">
        {precision ? (
          <Link to="/rules/$id" params={{ id }} search={{ view: 'label' }} className="hover:underline">
            {precision.value}
            <span className="block text-xs text-muted">{precision.detail}</span>
          </Link>
        ) : (
          <span className="text-xs text-muted">{words.notMeasured}</span>
        )}
      </td>
      <td className="number text-xs text-muted max-lg:hidden">{version}</td>
    </tr>
  );
}

interface CountProps {
  readonly link: CountedLink;
  readonly what: string;
  /** The verdict that a reader looks for. */
  readonly isFinding: boolean;
}

function Count({ link: { count, search }, what, isFinding }: CountProps) {
  if (search === null) return <span className="text-muted">0</span>;
  return (
    <SearchLink search={search} what={what} isStrong={isFinding}>
      {count.toLocaleString('en')}
    </SearchLink>
  );
}

interface SearchLinkProps {
  readonly search: string;
  readonly what: string;
  readonly isStrong?: boolean;
  readonly children: string;
}

function SearchLink({ search, what, isStrong = false, children }: SearchLinkProps) {
  return (
    <Link
      to="/interactions"
      search={{ q: search }}
      preload={false}
      aria-label={`${children}, ${words.conversationsOf(what)}`}
      className={`inline-flex min-h-6 items-center text-accent hover:underline ${isStrong ? 'font-semibold' : ''}`}
    >
      {children}
    </Link>
  );
}
