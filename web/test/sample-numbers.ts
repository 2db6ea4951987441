import type { DriverModel } from '../../src/analytics/drivers/driver-model.ts';
import type { InsightRuns } from '../../src/analytics/insights/insight-runs.ts';
import { AppError } from '../../src/domain/errors.ts';
import type { HttpDependencies } from '../../src/http/dependencies.ts';
import { sampleCall } from '../../src/http/testing/sample-interactions.ts';
import type { AggregateQuery, AggregateRow, ClusteredSums, Dimension, MetricStore } from '../../src/storage/aggregate.ts';

/** Figures made up for the page: what matters here is how they are shown, not how they come about. */
const newestDay = '2026-11-20';
const weeks = ['2026-10-19', '2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16'];

function keysOf(dimension: Dimension): readonly string[] {
  if (dimension.kind === 'time') return dimension.grain === 'week' ? weeks : [newestDay];
  if (dimension.kind === 'rule') return ['met', 'missed', 'not-assessable'];
  if (dimension.kind === 'field' && dimension.name === 'driver') return ['driver-bill', 'driver-router', ''];
  return ['billing', 'technical'];
}

/** Counts of contacts that each are their own customer; every third has what is asked. */
function sumsOf(contacts: number, isCount: boolean): ClusteredSums {
  const x = isCount ? contacts : Math.round(contacts / 3);
  return { contacts, clusters: contacts, x, y: contacts, xx: x, xy: x, yy: contacts };
}

function rowsOf({ groupBy, ratios }: AggregateQuery): AggregateRow[] {
  const groups = groupBy.reduce<readonly (readonly string[])[]>(
    (before, dimension) => before.flatMap((keys) => keysOf(dimension).map((key) => [...keys, key])),
    [[]],
  );
  return groups.map((keys, index) => {
    const contacts = index === groups.length - 1 && groups.length > 1 ? 4 : 240 - 30 * index;
    return { keys, contacts, excluded: { short: 2 }, sums: ratios.map(({ numerator }) => sumsOf(contacts, numerator.kind === 'one')) };
  });
}

export const sampleMetrics: MetricStore = { aggregate: async (query) => rowsOf(query) };

const quotes = [{ interaction: sampleCall.id, text: 'my bill has doubled since <date>' }];
const driver = {
  renamed: false,
  group: 'g1',
  size: 200,
  threshold: 0.5,
  centroid: new Float32Array(),
  parts: new Float32Array(),
  branches: [],
};
const fitted: DriverModel = {
  id: 'model-1',
  encoder: 'sample',
  fittedAt: '2026-11-20T08:00:00.000Z',
  asOf: '2026-11-21',
  statements: 400,
  drivers: [
    { ...driver, id: 'driver-bill', name: 'higher bill', phrases: ['bill doubled', 'higher than usual'], quotes },
    { ...driver, id: 'driver-router', name: 'router restarts', phrases: ['router restarts'], quotes },
  ],
  groups: [{ id: 'g1', name: 'account', size: 400 }],
  events: [],
  edits: [],
  commonplace: { opening: new Float32Array(), talk: new Float32Array() },
};

/** Drivers that are there once they were asked for, and can be renamed. */
export function sampleDrivers(): HttpDependencies['drivers'] {
  let model: DriverModel | null = null;
  return {
    current: async () => model,
    refit: async () => (model ??= fitted),
    async edit(edit) {
      if (!model || edit.kind !== 'rename') throw new AppError('not-found', 'There is no driver with this id.');
      const { driver: id, name } = edit;
      model = { ...model, drivers: model.drivers.map((each) => (each.id === id ? { ...each, name, renamed: true } : each)) };
      return model;
    },
    undo: async () => model ?? fitted,
    proposals: async () => [],
    accept: async () => model ?? fitted,
    assignments: async function* () {},
  };
}

const change = { since: '2026-11-02', q: 0.004, conversations: 31, conversationIds: [sampleCall.id] };
export const sampleInsights: InsightRuns = {
  tune: () => Promise.reject(new AppError('not-found', 'The samples have no history to tune by.')),
  run: async () => [
    {
      ...change,
      kind: 'rising',
      subject: 'higher bill',
      driver: 'driver-bill',
      effect: 2.3,
      interval: [1.6, 3.1],
      phrases: ['bill doubled'],
    },
    { ...change, kind: 'emerging', subject: 'smart meter', effect: 26, interval: [17, 38], phrases: ['smart meter'] },
    {
      ...change,
      kind: 'compliance',
      subject: 'greeting',
      rule: 'greeting',
      effect: 0.12,
      interval: [0.04, 0.2],
      segment: { team: 'north' },
    },
  ],
  replay: async function* () {},
};
