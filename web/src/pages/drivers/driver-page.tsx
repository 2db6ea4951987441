import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { QueryLink } from '../../analytics/links.tsx';
import { formatPeriod, type Period } from '../../analytics/periods.ts';
import { Trend } from '../../analytics/trend.tsx';
import { useDrivers } from '../../analytics/use-drivers.ts';
import { useMetricCatalogue, useMetricQuery } from '../../analytics/use-metric-query.ts';
import { useNewestDay } from '../../analytics/use-newest-day.ts';
import { PeriodPicker, periodsOf } from '../../analytics/view-period.tsx';
import type { Driver } from '../../api.ts';
import { capitalise } from '../../format.ts';
import { LoadError, Message } from '../../parts/message.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Pending, Tile } from '../../parts/tile.tsx';
import { Permitted } from '../../session/permitted.tsx';
import { driversStrings } from '../../strings/drivers.ts';
import { numbersStrings } from '../../strings/numbers.ts';
import { HeadlineGrid } from '../overview/headline.tsx';
import { prepareHeadlines } from '../overview/prepare-headline.ts';
import { driverQuery, driverTrendQuery, segmentDimensions } from './driver-queries.ts';
import { QuoteList } from './quote-list.tsx';
import { RenameDriver } from './rename-driver.tsx';
import { SegmentTile } from './segment-tile.tsx';

const words = driversStrings;

/** One driver: how many, whether it grows, where, and in which words. */
export function DriverPage() {
  const { id } = useParams({ from: '/drivers/$id' });
  const model = useDrivers();
  if (model.error && model.data === undefined) return <LoadError error={model.error} onRetry={() => void model.refetch()} />;
  if (model.data === undefined) return <Pending label={numbersStrings.loading(words.title)} error={null} onRetry={() => {}} />;
  const driver = model.data?.drivers.find((each) => each.id === id);
  if (!driver) {
    return (
      <Message title={words.missing}>
        <Link to="/drivers" className="button">
          {words.all}
        </Link>
      </Message>
    );
  }
  const group = model.data?.groups.find((each) => each.id === driver.group)?.name ?? '';
  return <KnownDriver driver={driver} group={group} />;
}

function KnownDriver({ driver, group }: { readonly driver: Driver; readonly group: string }) {
  const state = useSearch({ from: '/drivers/$id' });
  const navigate = useNavigate({ from: '/drivers/$id' });
  const newest = useNewestDay();
  const periods = periodsOf(state, newest.day);
  const intro = (
    <>
      <Link to="/drivers" search={state} className="text-accent underline">
        {words.title}
      </Link>
      {` / ${capitalise(group)}`}
      {driver.renamed && ` · ${words.renamed}`}
      {periods && (
        <span className="block">{numbersStrings.period.against(formatPeriod(periods.period), formatPeriod(periods.before))}</span>
      )}
    </>
  );
  const controls = (
    <>
      <PeriodPicker state={state} newest={newest.day} onChange={(next) => void navigate({ search: next })} />
      <Permitted to="drivers:edit">
        <RenameDriver key={driver.id} driver={driver} />
      </Permitted>
    </>
  );
  return (
    <PageFrame title={capitalise(driver.name)} intro={intro} controls={controls}>
      {periods && <DriverNumbers driver={driver.id} periods={periods} />}
      <div className="grid grid-cols-1 gap-5 lg:grid-cols-3">
        <Tile title={words.quotes} className="lg:col-span-2">
          <div className="px-4 py-2">
            <QuoteList quotes={driver.quotes} />
          </div>
        </Tile>
        <Tile title={words.phrases}>
          <ul className="flex flex-wrap gap-1.5 p-4">
            {driver.phrases.map((phrase) => (
              <li key={phrase} className="chip whitespace-normal">
                {phrase}
              </li>
            ))}
          </ul>
        </Tile>
        {periods &&
          segmentDimensions.map((dimension) => (
            <SegmentTile key={dimension} driver={driver.id} dimension={dimension} period={periods.period} />
          ))}
      </div>
    </PageFrame>
  );
}

interface DriverNumbersProps {
  readonly driver: string;
  readonly periods: { readonly period: Period; readonly before: Period };
}

function DriverNumbers({ driver, periods }: DriverNumbersProps) {
  const catalogue = useMetricCatalogue();
  const trend = driverTrendQuery(driver, periods.period);
  const numbers = useMetricQuery(driverQuery(driver, periods));
  const weeks = useMetricQuery(trend);
  return (
    <>
      {numbers.data && catalogue.data ? (
        <HeadlineGrid headlines={prepareHeadlines(numbers.data, { catalogue: catalogue.data, trend })} />
      ) : (
        <Pending
          label={numbersStrings.loading(words.title)}
          error={numbers.error ?? catalogue.error}
          onRetry={() => void numbers.refetch()}
        />
      )}
      <Tile title={words.trend} links={<QueryLink query={trend} what={words.trend} />}>
        {weeks.data ? (
          <Trend result={weeks.data} dimension="week" metric="volume" unit="contacts" title={words.trend} />
        ) : (
          <Pending label={numbersStrings.loading(words.trend)} error={weeks.error} onRetry={() => void weeks.refetch()} />
        )}
      </Tile>
    </>
  );
}
