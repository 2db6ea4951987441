import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { ReplayedRun } from '../../src/analytics/insights/insight-runs.ts';
import { readItems } from '../corpora.ts';
import type { EvaluationRow, SuiteOptions } from '../row.ts';
import { readExternalIds, runEarshot } from '../timeline/run-earshot.ts';

/** Something that really happened, in conversations whose days are known. */
interface RealEvent {
  readonly dataset: string;
  /** The event's first day, and the last day on which it could still be told. */
  readonly from: string;
  readonly to: string;
  /** Writes the conversations for the product into the file; gives how many, and which of them are of the event. */
  write(path: string): Promise<{ readonly count: number; readonly about: ReadonlySet<string> }>;
}

const dayMs = 86_400_000;
/** Share of an insight's conversations that must be of the event. */
const leastShare = 0.5;

/** Outbreaks that really happened, replayed day by day through the command line. */
export async function run({ corpora }: SuiteOptions): Promise<EvaluationRow[]> {
  const rows: EvaluationRow[] = [];
  for (const event of [airlineOutbreak(corpora), covid(corpora)]) if (event) rows.push(...(await measure(event)));
  return rows;
}

async function measure(event: RealEvent): Promise<EvaluationRow[]> {
  const data = await mkdtemp(join(tmpdir(), 'earshot-events-'));
  try {
    const file = join(data, 'conversations.jsonl');
    const { count, about } = await event.write(file);
    if (count === 0) return [];
    await runEarshot(join(data, 'site'), 'ingest', file, '--json');
    const lines = await runEarshot(
      join(data, 'site'),
      'insights',
      'replay',
      '--from',
      nextDay(event.from),
      '--to',
      event.to,
      '--every',
      '1d',
      '--json',
    );
    const runs = JSON.parse(lines.at(-1) ?? '[]') as ReplayedRun[];
    return rowsOf(event, { runs, about, ids: await readExternalIds(join(data, 'site')), count });
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

interface Replayed {
  readonly runs: readonly ReplayedRun[];
  readonly about: ReadonlySet<string>;
  readonly ids: ReadonlyMap<string, string>;
  readonly count: number;
}

function rowsOf({ dataset, from, to }: RealEvent, { runs, about, ids, count }: Replayed): EvaluationRow[] {
  const isAbout = (conversationIds: readonly string[]) =>
    conversationIds.filter((id) => about.has(ids.get(id) ?? '')).length >= leastShare * Math.max(1, conversationIds.length);
  const first = runs.find(({ insights }) => insights.some(({ conversationIds }) => isAbout(conversationIds)));
  const rank = first === undefined ? 0 : 1 + first.insights.findIndex(({ conversationIds }) => isAbout(conversationIds));
  for (const { asOf, insights } of runs)
    for (const { kind, subject, effect, conversations } of insights)
      console.log(`  ${dataset} ${asOf}: ${kind} ${subject} ×${effect.toFixed(1)}, ${conversations} conversations`);
  // A run as of a day knows the days before it.
  const days = (asOf: string) => (Date.parse(asOf) - Date.parse(from)) / dayMs - 1;
  const shared = { suite: 'events', dataset, n: count } as const;
  return [
    { ...shared, measure: 'found', value: first ? 1 : 0, unit: 'ratio', better: 'higher', floor: 1, aim: 1 },
    // What is never told ranks last and is as late as it can be.
    { ...shared, measure: 'rank', value: first ? rank : 100, unit: 'count', better: 'lower', aim: 1 },
    { ...shared, measure: 'delay_days', value: days(first?.asOf ?? to), unit: 'count', better: 'lower' },
  ];
}

function nextDay(day: string): string {
  return new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
}

const tweet = z.object({ id: z.string(), text: z.string(), company: z.string(), at: z.string() });

/** American Airlines, 22 February 2015: from hardly any complaint to hundreds a day. Each airline is a queue of its own. */
function airlineOutbreak(corpora: string): RealEvent | null {
  const tweets = readItems(corpora, 'utterances/airline_tweets', tweet);
  if (tweets.length === 0) return null;
  return {
    dataset: 'airline_tweets_outbreak',
    from: '2015-02-22',
    to: '2015-02-25',
    async write(path) {
      const lines = tweets.map(({ id, text, company, at }) =>
        JSON.stringify({
          id,
          channel: 'messaging',
          startedAt: `${at}Z`,
          meta: { queue: company },
          participants: [{ id: 'c', role: 'customer' }],
          turns: [{ speaker: 'c', text, at: `${at}Z` }],
        }),
      );
      await writeFile(path, lines.join('\n'));
      return { count: tweets.length, about: new Set(tweets.filter(({ company }) => company === 'American').map(({ id }) => id)) };
    },
  };
}

const thread = z.looseObject({ id: z.string(), startedAt: z.string().nullish(), turns: z.array(z.looseObject({ text: z.string() })) });
const pandemic = /covid|corona|pandemic|virus|quarantine|lockdown/i;

/** Customers of many brands begin to speak of the pandemic in March 2020; nobody did before. */
function covid(corpora: string): RealEvent | null {
  const threads = readItems(corpora, 'conversations/ibm_cdp', thread);
  const about = threads.filter(({ startedAt, turns }) => startedAt?.startsWith('2020-03') && turns.some(({ text }) => pandemic.test(text)));
  const first = about.map(({ startedAt }) => startedAt ?? '').sort()[0];
  if (first === undefined) return null;
  return {
    dataset: 'ibm_cdp_covid',
    from: first.slice(0, 10),
    to: '2020-04-01',
    async write(path) {
      await writeFile(path, threads.map((each) => JSON.stringify({ ...each, labels: undefined })).join('\n'));
      return { count: threads.length, about: new Set(about.map(({ id }) => id)) };
    },
  };
}
