import type { ContentEngine } from '../../src/storage/clickhouse/engine.ts';

export const drivers = 50;
const turnsEach = 20;

/** Frequent words first: a word of rank r comes with a chance of about 1/√r, so that text compresses as text does. */
const words =
  'the my I to is please you it order and have not account for with can refund delivery payment card charged twice address password late parcel invoice bill cancel change ' +
  'phone email number today tomorrow wrong broken help check router slow internet line contract month fee upgrade return label driver store login reset limit ticket seat bag flight';

const wordList = `[${words
  .split(' ')
  .map((word) => `'${word}'`)
  .join(', ')}]`;
const wordCount = words.split(' ').length;
const chance = (salt: string) => `(cityHash64(number, '${salt}') % 1000003) / 1000003`;
const pick = (salt: string, n: number) => `cityHash64(number, '${salt}') % ${n}`;

/** Measures that a call or chat has on a site that measures everything; as many again as the queries read. */
const measures: Readonly<Record<string, string>> = {
  duration: `60000 + exp(6.2 + ${chance('d')}) * 300`,
  handle_time: `90000 + exp(6.2 + ${chance('d')}) * 320`,
  'silence.total': `${chance('s')} * 40000`,
  'silence.count': `floor(${chance('s')} * 8)`,
  'silence.longest': `${chance('s')} * 15000`,
  'hold.total': `if(${chance('h')} < 0.2, 60000 * ${chance('h2')}, 0)`,
  'transfer.count': `if(${chance('t')} < 0.12, 1, 0)`,
  'effort.points': `floor(8 * ${chance('e')})`,
  'sentiment.customer.mean': `${chance('m')} - 0.5`,
  'sentiment.customer.start': `${chance('m1')} - 0.6`,
  'sentiment.customer.end': `${chance('m2')} - 0.4`,
  'sentiment.customer.slope': `(${chance('m3')} - 0.5) / 10`,
  'sentiment.customer.lowest': `-${chance('m4')}`,
  'talk_time.agent': `120000 * ${chance('a')}`,
  'talk_time.customer': `100000 * ${chance('b')}`,
  'talk_ratio.agent': chance('r'),
  'words.agent': `400 * ${chance('w')}`,
  'words.customer': `300 * ${chance('v')}`,
  first_response: `20000 * ${chance('f')}`,
  'overtalk.count': `floor(5 * ${chance('o')})`,
};

/** A year of a centre, made by the engine itself: 20 turns each, customers with two and a half contacts, 50 drivers, verdicts of eight rules. */
export async function generateSite(engine: ContentEngine, conversations: number): Promise<void> {
  const batch = 50_000;
  for (let from = 0; from < conversations; from += batch) {
    await engine.command({ parts: [interactions(from, Math.min(batch, conversations - from))] });
  }
  const id = "lower(hex(MD5(concat('site', toString(number)))))";
  const numbers = `FROM numbers(${conversations})`;
  await engine.command({
    parts: [
      `INSERT INTO driver_assignments SELECT 'default', 'm1', ${id}, if(${chance('nd')} < 0.1, '', concat('d', toString(toUInt32(${drivers} * pow(${chance('dr')}, 2))))), 0.7 ${numbers}`,
    ],
  });
  await engine.command({ parts: ["INSERT INTO shown_drivers SELECT 'default', 'm1', 1"] });
  const rules = "arrayMap(rule -> concat('rule-', toString(rule)), range(8))";
  const met = `arrayFilter((rule, place) -> cityHash64(number, place) % 10 < 6, ${rules}, range(8))`;
  await engine.command({
    parts: [
      `INSERT INTO rule_findings (tenant, interaction, version, is_deleted, rules_version, met, missed, not_assessable, fired, findings)
       SELECT 'default', ${id}, 1, 0, 1, ${met} AS met, arrayFilter(rule -> NOT has(met, rule), ${rules}), [], met, '' ${numbers}`,
    ],
  });
  await engine.command({ parts: ["INSERT INTO shown_rules SELECT 'default', 1"] });
}

function interactions(from: number, count: number): string {
  const startedAt = `toDateTime64('2025-01-01 00:00:00', 3, 'UTC') + toIntervalSecond(cityHash64(number, 'start') % 31536000)`;
  const word = (salt: string) =>
    `${wordList}[1 + toUInt32(${wordCount} * pow((cityHash64(number, turn, place, '${salt}') % 10007) / 10007, 2))]`;
  const texts = `arrayMap(turn -> arrayStringConcat(arrayMap(place -> ${word('x')}, range(6 + cityHash64(number, turn) % 14)), ' '), range(${turnsEach}))`;
  const columns: Readonly<Record<string, string>> = {
    tenant: "'default'",
    interaction: "lower(hex(MD5(concat('site', toString(number)))))",
    version: '1',
    is_deleted: '0',
    started_at: startedAt,
    partition_at: 'started_at',
    ended_at: 'started_at + toIntervalMinute(8)',
    duration_ms: '480000',
    day: 'toDate32(started_at)',
    source: "'acd'",
    external_id: "concat('call-', toString(number))",
    channel: `['voice', 'voice', 'chat', 'email'][1 + ${pick('c', 4)}]`,
    direction: "'inbound'",
    time_zone: "'UTC'",
    language: "'en'",
    customer_keys: `[lower(hex(MD5(toString(${pick('k', Math.ceil(from + count * 4))}))))]`,
    customer_key_kinds: "['phone']",
    attributes: `map('product', ['mobile', 'fibre', 'tv', 'energy'][1 + ${pick('p', 4)}], 'plan', concat('plan-', toString(${pick('l', 30)})), 'region', concat('r', toString(${pick('g', 16)})))`,
    attribute_numbers: `map('tenure', toFloat64(${pick('n', 120)}))`,
    agents: `[concat('agent-', toString(${pick('a', 400)}))]`,
    teams: `[concat('team-', toString(${pick('a', 400)} % 25))]`,
    queues: `[concat('queue-', toString(${pick('q', 20)}))]`,
    queue: 'queues[1]',
    state: "'assessable'",
    measures: `map(${Object.entries(measures)
      .map(([name, value]) => `'${name}', toFloat64(${value})`)
      .join(', ')})`,
    reason: `concat('reason-', toString(${pick('rs', 30)}))`,
    signals: `map('resolved', ['yes', 'yes', 'no', 'unclear'][1 + ${pick('sr', 4)}], 'escalation', if(${chance('se')} < 0.06, 'yes', 'no'))`,
    received_at: 'started_at',
    turn_count: String(turnsEach),
    turn_text: texts,
    turn_role: `arrayMap(turn -> if(turn % 2 = 0, 'customer', 'agent'), range(${turnsEach}))`,
    turn_start_ms: `arrayMap(turn -> toNullable(toInt64(turn * 24000)), range(${turnsEach}))`,
    opening_role: "'customer'",
    opening: 'turn_text[1]',
    statement: 'turn_text[1]',
    search_text: "concat(' ', arrayStringConcat(turn_text, ' \\n '), ' ')",
  };
  const list = Object.entries(columns).map(([name, value]) => `${value} AS ${name}`);
  return `INSERT INTO interactions (${Object.keys(columns).join(', ')}) SELECT ${list.join(', ')} FROM numbers(${from}, ${count})`;
}
