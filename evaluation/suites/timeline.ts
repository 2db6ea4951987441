import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReplayedRun } from '../../src/analytics/insights/insight-runs.ts';
import { bootstrapInterval } from '../bootstrap.ts';
import { adjustedRand, mutualInformation, type Pair } from '../cluster-scores.ts';
import type { EvaluationRow, SuiteOptions } from '../row.ts';
import { type Judgement, judgeInsights } from '../timeline/judge-insights.ts';
import { type PlantedStream, plantedStreams } from '../timeline/planted-stream.ts';
import { readExternalIds, runEarshot } from '../timeline/run-earshot.ts';

interface StreamResult {
  readonly stream: PlantedStream;
  readonly judgement: Judgement;
  readonly drivers: readonly Pair[];
}

/** Half a year of a site with things planted into it, replayed week by week through the command line; the truth stays outside. */
export async function run({ corpora }: SuiteOptions): Promise<EvaluationRow[]> {
  const results: StreamResult[] = [];
  for (const stream of plantedStreams(corpora)) {
    const result = await replayStream(stream);
    report(result);
    results.push(result);
  }
  return results.length === 0 ? [] : [...eventRows(results), ...driverRows(results)];
}

async function replayStream(stream: PlantedStream): Promise<StreamResult> {
  const data = await mkdtemp(join(tmpdir(), 'earshot-timeline-'));
  try {
    await runEarshot(data, 'ingest', stream.file, '--json');
    const end = new Date(Date.parse(stream.start) + stream.weeks * 7 * 86_400_000).toISOString().slice(0, 10);
    const runs = await runEarshot(data, 'insights', 'replay', '--from', stream.start, '--to', end, '--every', '7d', '--json');
    await runEarshot(data, 'drivers', 'fit', '--json');
    const assigned = (await runEarshot(data, 'drivers', 'assign')).map((line) => JSON.parse(line) as { id: string; driver: string | null });
    const externalIds = await readExternalIds(data);
    const judged = assigned.flatMap(({ id, driver }) => {
      const gold = stream.labels.get(externalIds.get(id) ?? '')?.driver;
      return gold === undefined ? [] : [{ gold, found: driver ?? '' }];
    });
    return {
      stream,
      judgement: judgeInsights(stream, JSON.parse(runs.at(-1) ?? '[]') as ReplayedRun[], externalIds),
      drivers: pairsOf(judged),
    };
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

/** Names as numbers; contacts without a driver are a cluster of their own. */
function pairsOf(judged: readonly { readonly gold: string; readonly found: string }[]): Pair[] {
  const numbers = new Map<string, number>();
  const numberOf = (name: string) => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  };
  return judged.map(({ gold, found }): Pair => [numberOf(`gold ${gold}`), numberOf(`found ${found}`)]);
}

/** What was missed and what was told for nothing, by name, so that a figure can be opened. */
function report({ stream, judgement, drivers }: StreamResult): void {
  const missed = [...judgement.found].filter(([, found]) => !found).map(([event]) => event.id);
  const told = judgement.falseAlarms.map(({ kind, subject, since }) => `${kind} ${subject} (${since})`);
  console.log(
    `  ${stream.name}: missed ${missed.join(', ') || 'nothing'}; false alarms: ${told.join('; ') || 'none'}; driver V ${mutualInformation(drivers).toFixed(3)}`,
  );
}

function eventRows(results: readonly StreamResult[]): EvaluationRow[] {
  const shared = { suite: 'timeline', dataset: 'planted' } as const;
  const events = results.flatMap(({ judgement }) => [...judgement.found].map(([event, found]) => ({ kind: event.kind, found })));
  const recall = (of: readonly { readonly found: boolean }[]) => of.filter(({ found }) => found).length / Math.max(1, of.length);
  const falling = events.filter(({ kind }) => kind === 'falling_driver');
  const delays = results.map(({ judgement }) => judgement.emergingDelayWeeks ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const alarms = results.map(({ judgement }) => judgement.falseAlarms.length);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const median = delays[Math.floor((delays.length - 1) / 2)] ?? Number.POSITIVE_INFINITY;
  return [
    {
      ...shared,
      measure: 'recall',
      value: recall(events),
      unit: 'ratio',
      better: 'higher',
      n: events.length,
      interval: bootstrapInterval(events, recall),
      floor: 0.67,
      aim: 1,
    },
    { ...shared, measure: 'falling_recall', value: recall(falling), unit: 'ratio', better: 'higher', n: falling.length },
    {
      ...shared,
      measure: 'false_alarms',
      value: mean(alarms),
      unit: 'count',
      better: 'lower',
      n: alarms.length,
      interval: bootstrapInterval(alarms, mean),
      floor: 3,
      aim: 1,
    },
    {
      ...shared,
      measure: 'emerging_delay_weeks',
      // A missed issue is as late as the stream is long.
      value: Number.isFinite(median) ? median : (results[0]?.stream.weeks ?? 26),
      unit: 'count',
      better: 'lower',
      n: delays.length,
      floor: 3,
      aim: 2,
    },
  ];
}

function driverRows(results: readonly StreamResult[]): EvaluationRow[] {
  const row = (measure: string, of: (pairs: readonly Pair[]) => number): EvaluationRow => {
    const values = results.map(({ drivers }) => of(drivers));
    const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
    return {
      suite: 'timeline',
      dataset: 'planted',
      measure,
      value: mean(values),
      unit: 'ratio',
      better: 'higher',
      n: results.reduce((sum, { stream }) => sum + stream.labels.size, 0),
      interval: bootstrapInterval(values, mean),
    };
  };
  const vMeasure = row('driver_vmeasure', mutualInformation);
  // Floor: the model-free row of the literature check (TF-IDF, LSA, k-means with K given), 0.62 on Banking77.
  return [{ ...vMeasure, floor: 0.62, aim: 0.75 }, row('driver_ari', adjustedRand)];
}
