import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Interaction } from '../src/domain/interaction.ts';
import { tokenizerVersion } from '../src/language/tokens/dictionary.ts';
import { type RunResult, runRule } from '../src/pipeline/rules/run-rule.ts';
import { StoreWords } from '../src/pipeline/rules/store-words.ts';
import { compileRules } from '../src/rules/compile.ts';
import { parseExpression } from '../src/rules/parse.ts';
import { ruleOf } from '../src/rules/rule.ts';
import { readingOf } from '../src/rules/stored/reading.ts';
import { createClickhouseContent } from '../src/storage/clickhouse/clickhouse-content.ts';
import { createClickhouseFindings } from '../src/storage/clickhouse/clickhouse-findings.ts';
import { createClickhouseReadings } from '../src/storage/clickhouse/clickhouse-readings.ts';
import { openEmbeddedEngine } from '../src/storage/clickhouse/embedded-engine.ts';
import type { ContentEngine } from '../src/storage/clickhouse/engine.ts';
import { generateInteraction } from '../src/storage/testing/generate-interaction.ts';
import type { BenchRow } from './row.ts';
import { readConversations } from './rules/conversations.ts';

const wanted = Number(process.env.EARSHOT_BENCH_CONVERSATIONS ?? 1_000_000);
const tenant = 'default';
const putBatch = 1000;

/** New rules: one that needs certain words, one that is met by their absence. */
const rules = {
  backtest: 'customer: ("~cancel" near/8 ("order" | "account" | "subscription" | "contract"))',
  backtest_absence: 'not (agent: ("~apologise" | "~apologize" | "sorry" | "apologies" | "my bad") in first 10m)',
};

/** One new rule over a million stored conversations: with the text index, and by reading the token ids of all of them. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
  const engine = await openEmbeddedEngine(folder);
  try {
    const started = performance.now();
    const { conversations, words } = await load(engine);
    const loadSeconds = (performance.now() - started) / 1000;
    const rows: BenchRow[] = [
      { name: 'backtest_conversations', value: conversations, unit: 'count' },
      { name: 'backtest_words', value: words, unit: 'count' },
      { name: 'backtest_load', value: loadSeconds, unit: 's' },
      { name: 'backtest_disk', value: (await sizeOf(engine)) / 2 ** 20, unit: 'MiB' },
    ];
    for (const [name, expression] of Object.entries(rules)) rows.push(...(await measure(engine, { name, expression, conversations })));
    return rows;
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Real conversations are stored as the line stores them, then multiplied by the engine: the words are spread as they are in life. */
async function load(engine: ContentEngine): Promise<{ conversations: number; words: number }> {
  const content = createClickhouseContent(engine, tenant);
  const readings = createClickhouseReadings(engine, tenant);
  const words = new StoreWords(readings);
  const corpus: readonly Pick<Interaction, 'turns' | 'participants' | 'channel'>[] = readConversations().filter(
    ({ channel }) => channel !== 'voice',
  );
  const base = (corpus.length > 0 ? corpus : Array.from({ length: 2000 }, (_, number) => generateInteraction(number))).map(
    ({ turns, participants }, number) => generateInteraction(number, { turns, participants, events: [], durationMs: null }),
  );
  for (let from = 0; from < base.length; from += putBatch) {
    const batch = base.slice(from, from + putBatch);
    const read = batch.map((each) => readingOf(each));
    const tokens = await words.renumber(read);
    await content.put(batch);
    await readings.put(
      batch.map(({ id, version, startedAt }, index) => {
        const { profile, frame, facts } = read[index] ?? readingOf(generateInteraction(0));
        return { id, version, startedAt, profile, frame, facts, tokeniser: tokenizerVersion, tokens: tokens[index] ?? new Uint8Array() };
      }),
    );
  }
  // Whole copies, so that both tables hold the same conversations.
  const copies = Math.ceil(wanted / base.length) - 1;
  const id = 'lower(hex(MD5(concat(toString(interaction), toString(number)))))';
  const shared = 'tenant, version, is_deleted';
  const copy = async (table: string, columns: string) => {
    const from = `FROM ${table} CROSS JOIN (SELECT number FROM numbers(${copies})) AS copies`;
    await engine.command({
      parts: [`INSERT INTO ${table} (interaction, ${shared}, ${columns}) SELECT ${id}, ${shared}, ${columns} ${from}`],
    });
  };
  await copy('interactions', 'partition_at, started_at, channel, turn_role, turn_text, search_text');
  await copy('readings', 'started_at, profile, tokeniser, token_ids, frame, facts');
  const [row] = await engine.query<{ conversations: string; words: string }>({
    parts: ["SELECT count() AS conversations, sum(arraySum(turn -> countSubstrings(turn, ' ') + 1, turn_text)) AS words FROM interactions"],
  });
  return { conversations: Number(row?.conversations ?? 0), words: Number(row?.words ?? 0) };
}

async function measure(
  engine: ContentEngine,
  { name, expression, conversations }: { name: string; expression: string; conversations: number },
): Promise<BenchRow[]> {
  const readings = createClickhouseReadings(engine, tenant);
  const findings = createClickhouseFindings(engine, tenant);
  const dictionary = await new StoreWords(readings).dictionary();
  const parsed = parseExpression(expression).expression;
  if (parsed === null) throw new Error(`not a rule: ${expression}`);
  const program = compileRules([ruleOf(parsed, { id: 'new' })]);
  const results: Partial<Record<RunResult['by'], RunResult>> = {};
  for (const scan of [false, true]) {
    const result = await runRule({ program, rule: 'new', filter: {}, scan }, { readings, findings, dictionary });
    results[scan ? 'scan' : 'index'] = result;
  }
  const { index, scan } = results;
  if (index === undefined || scan === undefined || index.by !== 'index') throw new Error(`${name} did not use the text index`);
  if (index.met !== scan.met || index.missed !== scan.missed || index.notAssessable !== scan.notAssessable)
    throw new Error(`${name}: the index and the scan disagree`);
  return [
    { name: `${name}_met`, value: scan.met, unit: 'conversations' },
    { name: `${name}_candidates`, value: index.judged / conversations, unit: 'ratio' },
    { name: `${name}_with_index`, value: index.seconds, unit: 's', peer: 'full scan of ids', ratio: scan.seconds / index.seconds },
    { name: `${name}_by_scan`, value: scan.seconds, unit: 's' },
  ];
}

/** What the newest parts take on disk; what is merged away is not counted. */
async function sizeOf(engine: ContentEngine): Promise<number> {
  const [row] = await engine.query<{ bytes: string }>({ parts: ['SELECT sum(bytes_on_disk) AS bytes FROM system.parts WHERE active'] });
  return Number(row?.bytes ?? 0);
}
