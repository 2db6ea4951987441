import { useNavigate, useSearch } from '@tanstack/react-router';
import { formatPeriod } from '../../analytics/periods.ts';
import { groupDrivers, prepareDrivers } from '../../analytics/prepare-drivers.ts';
import { useDrivers } from '../../analytics/use-drivers.ts';
import { useMetricQuery } from '../../analytics/use-metric-query.ts';
import { useNewestDay } from '../../analytics/use-newest-day.ts';
import { PeriodPicker, periodsOf } from '../../analytics/view-period.tsx';
import type { DriverModel } from '../../api.ts';
import { formatDay } from '../../format.ts';
import { LoadError, Message } from '../../parts/message.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Pending } from '../../parts/tile.tsx';
import { Permitted } from '../../session/permitted.tsx';
import { driversStrings } from '../../strings/drivers.ts';
import { numbersStrings } from '../../strings/numbers.ts';
import { driversQuery } from '../overview/overview-queries.ts';
import { DriverTable } from './driver-table.tsx';
import { FindDrivers } from './find-drivers.tsx';

const words = driversStrings;

/** Why customers contact the company, in groups. */
export function DriversPage() {
  const model = useDrivers();
  const newest = useNewestDay();
  if (model.error && model.data === undefined) return <LoadError error={model.error} onRetry={() => void model.refetch()} />;
  if (model.data === undefined) return <Pending label={numbersStrings.loading(words.title)} error={null} onRetry={() => {}} />;
  if (model.data === null) {
    return (
      <>
        <title>{words.title}</title>
        <h1 className="sr-only">{words.title}</h1>
        <Message title={words.noneTitle} help={words.noneHelp}>
          <Permitted to="drivers:edit">
            <FindDrivers newest={newest.day} label={words.find} isMain />
          </Permitted>
        </Message>
      </>
    );
  }
  return <FittedDrivers model={model.data} newest={newest.day} />;
}

interface FittedDriversProps {
  readonly model: DriverModel;
  readonly newest: string | null | undefined;
}

function FittedDrivers({ model, newest }: FittedDriversProps) {
  const state = useSearch({ from: '/drivers' });
  const navigate = useNavigate({ from: '/drivers' });
  const periods = periodsOf(state, newest);
  const numbers = useMetricQuery(periods && driversQuery(periods));
  const intro = (
    <>
      {words.intro} {words.fitted(formatDay(model.fittedAt.slice(0, 10)), model.statements)}
      {periods && (
        <span className="block">{numbersStrings.period.against(formatPeriod(periods.period), formatPeriod(periods.before))}</span>
      )}
    </>
  );
  const controls = (
    <>
      <PeriodPicker state={state} newest={newest} onChange={(next) => void navigate({ search: next })} />
      <Permitted to="drivers:edit">
        <FindDrivers newest={newest} label={words.findAgain} />
      </Permitted>
    </>
  );
  return (
    <PageFrame title={words.title} intro={intro} controls={controls}>
      {numbers.data ? (
        <DriverTable groups={groupDrivers(prepareDrivers(numbers.data, model), model)} period={state} />
      ) : (
        <Pending label={numbersStrings.loading(words.title)} error={numbers.error} onRetry={() => void numbers.refetch()} />
      )}
    </PageFrame>
  );
}
