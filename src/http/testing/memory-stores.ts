import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createAccess } from '../../access/access.ts';
import { createDriverTaxonomy } from '../../analytics/drivers/driver-taxonomy.ts';
import { createFeed } from '../../analytics/feed/feed.ts';
import { quotesFrom } from '../../analytics/feed/quotes-of.ts';
import { createInsightRuns } from '../../analytics/insights/insight-runs.ts';
import { createRuleLabelling } from '../../analytics/rule-labelling.ts';
import { createVoices } from '../../analytics/voices/collect-voices.ts';
import { AppError } from '../../domain/errors.ts';
import { type BlobHash, contentHash, type InteractionId, interactionId } from '../../domain/ids.ts';
import type { Interaction } from '../../domain/interaction.ts';
import type { LabelDraw, RuleLabel } from '../../domain/rule-label.ts';
import { accessSettingsSchema, deflectionSchema } from '../../domain/workspace.ts';
import { RuleStudio } from '../../pipeline/rules/rule-studio.ts';
import type { WorkspaceFile, WorkspaceSettings } from '../../pipeline/workspace-settings.ts';
import { withDraft } from '../../rules/authoring/rule-entry.ts';
import { type RuleSources, readRuleSet } from '../../rules/rule-set.ts';
import type { Condition, Dimension, FieldName } from '../../storage/aggregate.ts';
import type { BlobStore } from '../../storage/blobs.ts';
import type { ContactFactStore } from '../../storage/contact-facts.ts';
import type { ContentStore, Facets, SearchHit, SearchQuery } from '../../storage/content.ts';
import { openPlayableRecordings, type PlayableRecordings } from '../../storage/playable-recordings.ts';
import type { IdempotencyKeys, ParkedItem, Records, RuleLabels } from '../../storage/records.ts';
import type { RuleDraft, RuleDrafts } from '../../storage/rule-drafts.ts';
import type { SavedSearch, SavedSearches } from '../../storage/saved-searches.ts';
import { memoryDeliveries, memoryFeed, memoryInterventions } from '../../storage/testing/memory-feed.ts';
import type { Progress } from '../contract/operations.ts';
import type { HandedIn, HttpDependencies, Ingests, InteractionLine } from '../dependencies.ts';

/** Stores that forget: for tests of the HTTP part alone, which must not wait for a database. */
export interface MemoryWorld extends HttpDependencies {
  readonly captured: HandedIn[];
  readonly parked: ParkedItem[];
  progress: Progress;
}

export function memoryWorld(interactions: readonly Interaction[] = []): MemoryWorld {
  const captured: HandedIn[] = [];
  const parked: ParkedItem[] = [];
  const content = memoryContent(interactions);
  const blobs = memoryBlobs();
  const records = memoryRecords(parked);
  const files = new Map([['rules/sample.yaml', sampleRules]]);
  const sources = () => ({ rules: [...files].map(([file, text]) => ({ file, text })) });
  const rules = memoryRules(sources);
  const facts: ContactFactStore = { contacts: async function* () {}, assign: async () => undefined, showModel: async () => undefined };
  const drivers = createDriverTaxonomy({ facts, models: records.driverModels, encoder: () => Promise.reject(new Error('no encoder')) });
  const world: MemoryWorld = {
    access: createAccess({ records: records.access, settings: accessSettingsSchema.parse({}) }),
    originalTurns: async ({ subject, turns }) => ({ subject, turns: turns.map(({ index, text }) => ({ index, text })) }),
    captured,
    parked,
    progress: { waiting: 0, working: 0, done: 0, failed: 0 },
    content,
    records,
    metrics: { aggregate: async () => [] },
    reports: noReports,
    dailyFacts: { put: async () => undefined, sums: async () => [] },
    deflection: deflectionSchema.parse({}),
    traits: { traits: async function* () {} },
    facts,
    drivers,
    feed: createFeed({ store: records.feed, queue: records.deliveries, quotesOf: quotesFrom(content), targetsFor: () => [] }),
    insights: createInsightRuns({ facts, taxonomy: drivers, requiredRules: () => [] }),
    voices: createVoices({ facts, taxonomy: drivers, encoder: () => Promise.reject(new Error('no encoder')) }),
    blobs,
    recordings: unmaskedRecordings(blobs),
    line: memoryLine(captured, () => world.progress),
    ingests: memoryIngests(),
    rules,
    studio: memoryStudio({ rules, files, sources, records }),
    labelling: createRuleLabelling({ content, labels: records.labels, rules: () => rules.workspace() }),
    customerKey: (kind, value) => (kind === 'phone' && !/\d{5}/.test(value) ? null : `${kind}:${value}`),
    workspaceFile: memoryWorkspace(),
    exportWriters: { jsonl: writeLines, csv: writeLines, vcon: writeLines },
  };
  return world;
}

/** Views without rows. */
const noReports: HttpDependencies['reports'] = {
  views: [],
  select: async () => ({ columns: [], rows: [] }),
  selectParquet: async () => new Uint8Array(),
  exportView: async () => Readable.from([]),
  toParquet: async () => new Uint8Array(),
};

/** A workspace of one setting, which can be changed. */
function memoryWorkspace(): WorkspaceFile {
  let name = 'Sample';
  const read = async (): Promise<WorkspaceSettings> => ({
    file: 'workspace.yaml',
    mark: name,
    settings: [
      { path: 'name', section: 'workspace', kind: 'text', what: 'Name of the site', value: name, inForce: 'Sample', isDefault: false },
      {
        path: 'redaction',
        section: 'redaction',
        kind: 'yes-no',
        what: 'Replace personal data',
        value: true,
        inForce: true,
        isDefault: true,
      },
    ],
    sources: { voice: { channel: 'voice', watch: 'inbox/voice' } },
    roster: [{ agent: 'a7', name: 'Ann', team: 'Billing' }],
    reasons: [{ name: 'higher_bill', examples: 3 }],
  });
  return {
    read,
    async change(change) {
      if (change.mark !== name) throw new AppError('changed', 'The file was changed since it was read.');
      name = String(change.value);
      return read();
    },
  };
}

/** Rules over nothing stored. */
function memoryRules(sources: () => RuleSources): HttpDependencies['rules'] {
  const nothing = { met: 0, missed: 0, notAssessable: 0, seconds: 0, examples: [] };
  return {
    workspace: (draft) => readRuleSet(draft === undefined ? sources() : withDraft(sources(), draft)),
    findingsOf: async () => null,
    try: async () => nothing,
    tryRule: async () => nothing,
    backtest: async (rule) => ({ ...nothing, rule, hits: 0, rate: null, interval: null, reasons: {}, judged: 0, by: 'index' }),
    diff: async () => [],
    coverage: async () => ({ conversations: 0, rules: [] }),
    explain: async () => [],
    noise: async ({ rule, seed }) => ({ rule, seed, roleSwaps: 0, rates: [] }),
    counts: async () => ({ conversations: 0, items: [] }),
    publish: () => Promise.reject(new Error('nothing is stored')),
    rescore: () => Promise.reject(new Error('nothing is stored')),
    versions: async () => [],
  };
}

interface MemoryFiles {
  readonly rules: HttpDependencies['rules'];
  readonly files: Map<string, string>;
  readonly sources: () => RuleSources;
  readonly records: Records;
}

/** Drafts over files in memory; what is published judges nothing. */
function memoryStudio({ rules, files, sources, records }: MemoryFiles): RuleStudio {
  const version = {
    version: 1,
    publishedAt: '2026-11-02T10:00:00Z',
    hash: '',
    rules: 1,
    state: 'shown',
    judged: 0,
    total: 0,
    cursor: '',
  } as const;
  return new RuleStudio({
    desk: {
      workspace: rules.workspace,
      diff: async () => [],
      publish: async (publication) => ({ ...version, ...publication }),
      permitPublication: () => undefined,
      needsApprover: false,
    },
    sources,
    write: async (file, { after }) => void files.set(file, after),
    drafts: records.ruleDrafts,
    versions: records.ruleVersions,
  });
}

/** One rule that the sample conversations meet in part. */
const sampleRules = `
- id: refund-asked
  name: Asked for a refund
  detect: |
    customer: "refund"
`;

function memoryBlobs(): BlobStore {
  const blobs = new Map<BlobHash, Buffer>();
  const bytesOf = (hash: BlobHash): Buffer => blobs.get(hash) ?? Buffer.alloc(0);
  return {
    async put(bytes) {
      const whole = Buffer.concat(await Array.fromAsync(bytes));
      const hash = createHash('sha256').update(whole).digest('hex') as BlobHash;
      const existed = blobs.has(hash);
      blobs.set(hash, whole);
      return { hash, size: whole.length, existed };
    },
    has: async (hash) => blobs.has(hash),
    size: async (hash) => bytesOf(hash).length,
    read: (hash, range) => Readable.from([bytesOf(hash).subarray(range?.start, range?.end)]),
  };
}

/** Masking needs files; the real thing is tested over real stores. */
function unmaskedRecordings(blobs: BlobStore): PlayableRecordings {
  const refuse = () => Promise.reject(new Error('the memory world masks nothing'));
  return openPlayableRecordings({ blobs, withPlainFile: refuse, folder: '', mask: refuse });
}

function memoryContent(interactions: readonly Interaction[]): ContentStore {
  const matching = (query: SearchQuery) => interactions.filter((one) => matches(one, query));
  return {
    put: async () => {},
    get: async (id) => interactions.find((one) => one.id === id) ?? null,
    async search(query) {
      const found = matching(query);
      const start = query.cursor === undefined ? 0 : readCursor(query.cursor);
      const end = start + (query.limit ?? 50);
      const items = found.slice(start, end).map((one) => hitOf(one, query.text));
      return { items, total: found.length, nextCursor: end < found.length ? `at-${end}` : null };
    },
    facets: async (query) => facetsOf(matching(query)),
    coverage: async () => [],
    async *scan(query) {
      yield* matching(query);
    },
    close: async () => {},
  };
}

function readCursor(cursor: string): number {
  const match = /^at-(\d+)$/.exec(cursor);
  if (!match) throw new AppError('bad-request', 'The cursor is not one of this server.');
  return Number(match[1]);
}

function matches(one: Interaction, query: SearchQuery): boolean {
  const words = (query.text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const text = one.turns.map((turn) => turn.text.toLowerCase()).join('\n');
  return (
    words.every((word) => text.includes(word.replaceAll('"', ''))) &&
    (query.condition === undefined || meets(one, query.condition)) &&
    (query.channel === undefined || one.channel === query.channel) &&
    (query.source === undefined || one.source === query.source) &&
    (query.state === undefined || one.state === query.state) &&
    (query.queue === undefined || one.legs.some((leg) => leg.queue === query.queue)) &&
    (query.agent === undefined || one.legs.some((leg) => leg.agent === query.agent)) &&
    (query.from === undefined || (one.startedAt !== null && one.startedAt >= query.from)) &&
    (query.to === undefined || (one.startedAt !== null && one.startedAt < query.to)) &&
    (query.ids === undefined || query.ids.includes(one.id)) &&
    (query.customerKey === undefined || one.customerKeys.some(({ key }) => key === query.customerKey))
  );
}

/** As far as the samples need it: fields, numbers of measures, and their combinations. */
function meets(one: Interaction, condition: Condition): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.conditions.every((each) => meets(one, each));
    case 'any':
      return condition.conditions.some((each) => meets(one, each));
    case 'none':
      return !condition.conditions.some((each) => meets(one, each));
    case 'in':
      return holds(one, condition.of, condition.values);
    case 'not-in':
      return !meets(one, { ...condition, kind: 'in' });
    case 'between': {
      const value = condition.of.kind === 'measure' ? one.measures.values[condition.of.name] : null;
      if (value === undefined || value === null) return false;
      return (condition.from === undefined || value >= condition.from) && (condition.to === undefined || value < condition.to);
    }
  }
}

/** What the samples do not have (drivers, verdicts, calendars) does not keep them out; no sample has a marked attribute or reached nobody. */
function holds(one: Interaction, of: Dimension, values: readonly string[]): boolean {
  if (of.kind === 'rule') return of.rule !== 'voicemail' && of.rule !== 'wrong-number';
  if (of.kind !== 'field') return of.kind !== 'attribute';
  return of.name === 'driver' || of.name === 'reason' || valuesOf(one, of.name).some((value) => values.includes(value));
}

function valuesOf(one: Interaction, field: FieldName): readonly string[] {
  if (field === 'channel' || field === 'source' || field === 'state') return [one[field]];
  if (field === 'language') return [one.language?.code ?? ''];
  if (field === 'queue' || field === 'team' || field === 'agent') return one.legs.flatMap((leg) => leg[field] ?? []);
  return [];
}

function hitOf(one: Interaction, text: string | undefined): SearchHit {
  const word = text?.toLowerCase().replaceAll('"', '').split(/\s+/)[0] ?? '';
  const turns = word
    ? one.turns.filter((turn) => turn.text.toLowerCase().includes(word))
    : one.turns.filter((turn) => turn.role === 'customer');
  return {
    id: one.id,
    externalId: one.externalId,
    source: one.source,
    channel: one.channel,
    startedAt: one.startedAt,
    durationMs: one.durationMs,
    agents: one.legs.flatMap((leg) => leg.agent ?? []),
    queue: one.legs.find((leg) => leg.queue)?.queue ?? null,
    turns: one.turns.length,
    state: one.state,
    stateReason: one.stateReason,
    language: one.language?.code ?? null,
    sentiment: one.measures.values['sentiment.customer.mean'] ?? null,
    reason: one.understanding.reasons?.[0]?.name ?? null,
    snippets: turns.slice(0, 2).map((turn) => {
      const start = word ? turn.text.toLowerCase().indexOf(word) : -1;
      const marks = start < 0 ? [] : [{ turn: turn.index, start, end: start + word.length }];
      return { turn: turn.index, role: turn.role, text: turn.text, marks };
    }),
  };
}

function facetsOf(found: readonly Interaction[]): Facets {
  const count = (valuesOf: (one: Interaction) => readonly (string | undefined)[]) => {
    const counts = new Map<string, number>();
    for (const value of found.flatMap((one) => [...new Set(valuesOf(one))])) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].map(([value, n]) => ({ value, count: n })).sort((a, b) => b.count - a.count);
  };
  return {
    channel: count((one) => [one.channel]),
    source: count((one) => [one.source]),
    queue: count((one) => one.legs.map((leg) => leg.queue)),
    team: count((one) => one.legs.map((leg) => leg.team)),
    agent: count((one) => one.legs.map((leg) => leg.agent)),
    language: count((one) => [one.language?.code]),
    state: count((one) => [one.state]),
  };
}

function memoryRecords(parked: ParkedItem[]): Records {
  const absent = () => Promise.reject(new Error('not part of the memory stores'));
  return {
    captures: { record: absent, read: async () => null, rerun: async () => {}, allIds: async function* () {}, sources: async () => [] },
    parking: {
      park: absent,
      list: async () => parked,
      get: async (id) => parked.find((item) => item.id === id) ?? null,
      remove: async () => {},
    },
    jobs: {
      lease: async () => [],
      complete: async () => {},
      fail: async () => {},
      reclaim: async () => 0,
      counts: async () => ({ waiting: 0, leased: 0, failed: 0 }),
    },
    metadata: { put: absent, matching: absent, contactsOf: absent, markMatched: absent, unmatched: async () => [] },
    idempotency: memoryIdempotency(),
    transcripts: { get: async () => null, put: absent },
    seenFiles: { has: async () => false, add: absent },
    ruleVersions: { publish: absent, list: async () => [], content: async () => null, advance: absent, finish: absent },
    ruleDrafts: memoryRuleDrafts(),
    savedSearches: memorySearches(),
    labels: memoryLabels(),
    driverModels: { put: async () => undefined, newest: async () => null },
    feed: memoryFeed(),
    deliveries: memoryDeliveries(),
    interventions: memoryInterventions(),
    access: memoryAccess(),
    close: async () => {},
  };
}

function memoryRuleDrafts(): RuleDrafts {
  const drafts = new Map<string, RuleDraft>();
  return {
    put: async (draft) => void drafts.set(draft.rule, draft),
    get: async (rule) => drafts.get(rule) ?? null,
    list: async () => [...drafts.values()],
    remove: async (rule) => drafts.delete(rule),
  };
}

/** A server without accounts, whose audit log forgets. */
function memoryAccess(): Records['access'] {
  const absent = () => Promise.reject(new Error('not part of the memory stores'));
  return {
    accounts: {
      any: async () => false,
      list: async () => [],
      get: async () => null,
      named: absent,
      ofSubject: absent,
      add: absent,
      change: absent,
    },
    failedSignIns: { of: absent, note: absent, clear: absent },
    sessions: { add: absent, find: async () => null, seen: absent, remove: absent, removeOf: absent },
    keys: { list: async () => [], add: absent, ofSecret: async () => null, change: absent },
    audit: {
      append: async () => {},
      list: async () => [],
      last: async () => null,
      verify: async () => ({ intact: true, rows: 0, head: '' }),
    },
  };
}

function memorySearches(): SavedSearches {
  const kept = new Map<string, SavedSearch>();
  return {
    put: async (search) => void kept.set(search.id, search),
    list: async () => [...kept.values()].sort((a, b) => a.name.localeCompare(b.name)),
    remove: async (id) => kept.delete(id),
  };
}

function memoryLabels(): RuleLabels {
  const draws: LabelDraw[] = [];
  let labels: readonly RuleLabel[] = [];
  const same = (a: RuleLabel, b: Pick<RuleLabel, 'rule' | 'interaction'>) => a.rule === b.rule && a.interaction === b.interaction;
  return {
    putDraw: async (draw) => void draws.push(draw),
    newestDraw: async (rule) => draws.findLast((draw) => draw.rule === rule) ?? null,
    async put(added) {
      labels = [...labels.filter((label) => !added.some((one) => same(label, one))), ...added];
    },
    list: async (rule) => labels.filter((label) => label.rule === rule),
    async remove(rule, interaction) {
      const kept = labels.filter((label) => !same(label, { rule, interaction }));
      const removed = kept.length < labels.length;
      labels = kept;
      return removed;
    },
  };
}

function memoryIdempotency(): IdempotencyKeys {
  const kept = new Map<string, { hash: string; done?: { status: number; body: string } }>();
  return {
    async begin(key, hash) {
      const earlier = kept.get(key);
      if (!earlier) {
        kept.set(key, { hash });
        return { state: 'new' };
      }
      if (earlier.hash !== hash) return { state: 'mismatch' };
      return earlier.done ? { state: 'done', ...earlier.done } : { state: 'in-flight' };
    },
    async finish(key, status, body) {
      const entry = kept.get(key);
      if (entry) entry.done = { status, body };
    },
    async abandon(key) {
      kept.delete(key);
    },
  };
}

function memoryLine(captured: HandedIn[], progress: () => Progress): InteractionLine {
  const hashes = new Map<InteractionId, string>();
  return {
    async capture(contact) {
      const id = interactionId({ tenant: 'default', source: contact.source, externalId: contact.interaction.externalId });
      const earlier = hashes.get(id);
      const hash = contentHash(contact);
      hashes.set(id, hash);
      captured.push(contact);
      return { id, outcome: earlier === undefined ? 'captured' : earlier === hash ? 'duplicate' : 'updated' };
    },
    retry: async () => 'captured',
    swapRoles: async (ids) => ids.length,
    rerun: async (which) => (which === 'all' ? captured.length : which.length),
    progress: async () => progress(),
  };
}

/** An ingest that is over at once and has read nothing. */
function memoryIngests(): Ingests {
  const counts = { captured: 0, updated: 0, duplicate: 0, parked: 0, failed: 0 };
  const run = { id: 'run-1', state: 'done' as const, counts, metadata: null, seconds: 0, error: null };
  return { start: () => run, find: (id) => (id === run.id ? run : null) };
}

async function* writeLines(interactions: AsyncIterable<Interaction>): AsyncIterable<string> {
  for await (const one of interactions) yield `${JSON.stringify(one)}\n`;
}
