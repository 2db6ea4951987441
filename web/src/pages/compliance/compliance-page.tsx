import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { formatPeriod } from '../../analytics/periods.ts';
import { useNewestDay } from '../../analytics/use-newest-day.ts';
import { PeriodPicker, type PeriodState, periodsOf } from '../../analytics/view-period.tsx';
import { SeverityMark } from '../../findings/severity-mark.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Message } from '../../parts/message.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { Pending } from '../../parts/tile.tsx';
import { complianceStrings as words } from '../../strings/compliance.ts';
import { numbersStrings } from '../../strings/numbers.ts';
import { violationSearch } from './compliance-queries.ts';
import { RateBar } from './rate-bar.tsx';
import { type Obligation, useObligations } from './use-obligations.ts';

const number = new Intl.NumberFormat('en');

/** The register of obligations: what was kept, how sure, what was missed, and what nothing can be said of. */
export function CompliancePage() {
  const state = useSearch({ from: '/compliance' });
  const navigate = useNavigate({ from: '/compliance' });
  const newest = useNewestDay();
  const period = periodsOf(state, newest.day)?.period ?? null;
  const { rows, error, retry } = useObligations(period);
  return (
    <PageFrame
      title={words.title}
      intro={
        <>
          {words.intro}
          {period && <span className="block">{formatPeriod(period)}</span>}
        </>
      }
      controls={
        <>
          <PeriodPicker state={state} newest={newest.day} onChange={(search) => void navigate({ search })} />
          <Link to="/compliance/report" search={state} className="button">
            <Icon name="print" />
            {words.report}
          </Link>
        </>
      }
    >
      {!rows && <Pending label={words.loading} error={error ?? newest.error} onRetry={retry} />}
      {rows?.length === 0 && <Message title={words.noneTitle} help={words.noneHelp} />}
      {rows && rows.length > 0 && period && (
        <section>
          <ScrollRegion label={words.register} className="table-frame">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{words.columns.obligation}</th>
                  <th scope="col" className="max-sm:hidden">
                    {words.columns.severity}
                  </th>
                  <th scope="col">{words.columns.kept}</th>
                  <th scope="col" className="number">
                    {words.columns.missed}
                  </th>
                  <th scope="col" className="number max-sm:hidden">
                    {words.columns.judged}
                  </th>
                  <th scope="col" className="number max-sm:hidden">
                    {words.columns.notJudged}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <RegisterRow key={row.rule.id} row={row} state={state} search={violationSearch(row.rule, period)} />
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          <p className="mt-2 text-xs text-muted">{words.notJudgedHelp}</p>
        </section>
      )}
    </PageFrame>
  );
}

interface RegisterRowProps {
  readonly row: Obligation;
  readonly state: PeriodState;
  readonly search: string;
}

function RegisterRow({ row: { rule, standing }, state, search }: RegisterRowProps) {
  const { rate, missed, judged, notJudged } = standing;
  return (
    <tr>
      <th scope="row">
        <Link to="/compliance/$rule" params={{ rule: rule.id }} search={state} className="font-medium text-accent hover:underline">
          {rule.name}
        </Link>
        <span className="block max-w-md text-xs font-normal text-muted max-lg:hidden">{rule.description}</span>
      </th>
      <td className="max-sm:hidden">
        <SeverityMark severity={rule.severity} />
      </td>
      <td className="w-48">
        {rate === null ? (
          <span className="text-muted">{numbersStrings.notEnough}</span>
        ) : (
          <>
            <span className="font-medium">{rate.text}</span>
            <RateBar rate={rate} />
            <span className="block text-xs text-muted">{rate.range}</span>
          </>
        )}
      </td>
      <td className="number">
        {missed === 0 ? (
          <span className="text-muted">0</span>
        ) : (
          <Link to="/interactions" search={{ q: search }} className="font-medium text-accent hover:underline">
            {number.format(missed)}
          </Link>
        )}
      </td>
      <td className="number max-sm:hidden">{number.format(judged)}</td>
      <td className="number text-muted max-sm:hidden">{number.format(notJudged)}</td>
    </tr>
  );
}
