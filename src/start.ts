import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { createAccess } from './access/access.ts';
import type { IdentityProvider } from './access/identity-provider.ts';
import { createDriverTaxonomy } from './analytics/drivers/driver-taxonomy.ts';
import { deliverFeed } from './analytics/feed/deliver-feed.ts';
import { createFeed } from './analytics/feed/feed.ts';
import { quotesFrom } from './analytics/feed/quotes-of.ts';
import { createInsightRuns } from './analytics/insights/insight-runs.ts';
import { defaultExclusions, metrics } from './analytics/model.ts';
import { createRuleLabelling } from './analytics/rule-labelling.ts';
import { createVoices } from './analytics/voices/collect-voices.ts';
import { describeRecording } from './capture/audio/describe-recording.ts';
import { maskFile } from './capture/audio/mask-file.ts';
import { exportWriters } from './capture/export/export-writers.ts';
import { loadRuleSet } from './cli/commands/rules-workspace.ts';
import { connectApp } from './cli/connect-app.ts';
import { connectHttp } from './cli/connect-http.ts';
import type { CliEnvironment, DataOptions } from './cli/connection.ts';
import { createProgram, runCommandLine } from './cli/main.ts';
import { printLine } from './cli/print.ts';
import { reportProgress } from './cli/report-progress.ts';
import { openTargets } from './delivery/open-targets.ts';
import { AppError } from './domain/errors.ts';
import { type Workspace, workspaceSchema } from './domain/workspace.ts';
import { createApp } from './http/app.ts';
import type { HttpDependencies } from './http/dependencies.ts';
import { listenOn } from './http/listen-on.ts';
import { isLoopback } from './http/same-site.ts';
import type { EncoderProfile, SentenceEncoder } from './language/encoder/sentence-encoder.ts';
import { normaliseContact } from './language/redaction/normalise-contact.ts';
import { AnalysisPool } from './pipeline/analysis-pool.ts';
import { IngestRuns } from './pipeline/ingest-runs.ts';
import { Line } from './pipeline/line.ts';
import { loadWorkspace } from './pipeline/load-workspace.ts';
import type { Steps } from './pipeline/process-interaction.ts';
import { createOriginalReader } from './pipeline/read-original.ts';
import { ExpressionSearch, withExpressions } from './pipeline/rules/expression-search.ts';
import { createHistoryJudge } from './pipeline/rules/judge-history.ts';
import { Rescoring } from './pipeline/rules/rescoring.ts';
import { RuleDesk } from './pipeline/rules/rule-desk.ts';
import { readRuleSources, writeRuleFile } from './pipeline/rules/rule-sources.ts';
import { RuleStudio } from './pipeline/rules/rule-studio.ts';
import { RulesInForce } from './pipeline/rules/rules-in-force.ts';
import { createProcessedStore } from './pipeline/rules/store-processed.ts';
import { StoreWords } from './pipeline/rules/store-words.ts';
import { createDrawStep } from './pipeline/steps/draw.ts';
import { createNormaliseStep } from './pipeline/steps/normalise.ts';
import { createTranscribeStep } from './pipeline/steps/transcribe.ts';
import { watchSources } from './pipeline/watch-sources.ts';
import { openWorkspaceFile } from './pipeline/workspace-settings.ts';
import { likenessBy } from './rules/encoder-likeness.ts';
import type { Likeness } from './rules/likeness.ts';
import { type OpenData, openData } from './storage/open-data.ts';
import { openPlainFiles } from './storage/plain-files.ts';
import { openPlayableRecordings } from './storage/playable-recordings.ts';
import type { RuleVersions } from './storage/rule-versions.ts';
import { readServerFile, removeServerFile, writeServerFile } from './storage/server-file.ts';
import type { RecordingTranscriber } from './transcription/recording-transcriber.ts';
import { createTranscriptionPool } from './transcription/transcription-pool.ts';

/** The only file that chooses adapters: which stores, which recogniser, which server. */

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** How the content store writes a conversation down, for the threads that analyse. */
const encoder = new URL('storage/clickhouse/interaction-encoder.ts', import.meta.url);

/** What turns sentences into vectors, for the same threads. */
const sentences = new URL('language/encoder/minilm/open-encoder.ts', import.meta.url);

/** One for each core: reading and storing need less than one, and leave the rest of it to analysis. */
const analysisThreads = availableParallelism();

interface Earshot {
  readonly workspace: Workspace;
  readonly line: Line;
  readonly rescoring: Rescoring;
  readonly http: HttpDependencies;
  readonly data: OpenData;
  /** Sends what waits for webhooks and mail. */
  readonly deliver: () => Promise<number>;
  close(): Promise<void>;
}

async function openEarshot(options: DataOptions): Promise<Earshot> {
  const workspace = await loadWorkspace(options.workspace);
  const data = await openData(options.data, {
    tenant: workspace.tenant,
    reportMetrics: { metrics: [...metrics.values()], exclusions: defaultExclusions },
    onNotice: (text) => process.stderr.write(`${text}\n`),
  });
  const { content, records, blobs, vault } = data;
  const { withPlainFile } = await openPlainFiles(blobs, join(options.data, 'tmp'));
  const recordings = openPlayableRecordings({ blobs, withPlainFile, folder: join(options.data, 'tmp', 'masked'), mask: maskFile });
  const transcriber = openTranscriber(workspace.transcription);
  const likeness = await openLikeness(workspace.analysis.profile);
  const { rules, storeProcessed } = await openRules(options, { workspace, data, likeness });
  const analysis = new AnalysisPool({ workspace, encoder, sentences, rules: () => rules.inForce.current() }, analysisThreads);
  const steps: Steps = {
    normalise: createNormaliseStep({ workspace, metadata: records.metadata, vault }),
    transcribe: createTranscribeStep({ transcriber, archive: records.transcripts, withPlainFile }),
    draw: createDrawStep({ archive: records.transcripts, withPlainFile, describe: describeRecording }),
    analyse: analysis.analyse,
  };
  const voiceConcurrency = transcriber?.concurrency ?? 1;
  const workspaceFolder = resolve(options.workspace);
  const line = new Line({ workspace, workspaceFolder, store: storeProcessed, records, blobs, steps, voiceConcurrency, withPlainFile });
  const drivers = createDriverTaxonomy({
    facts: data.facts,
    models: records.driverModels,
    encoder: () => openDriverEncoder(workspace.analysis),
  });
  const targets = openTargets(workspace.delivery, process.env);
  const deliver = () => deliverFeed({ store: records.feed, queue: records.deliveries, targets: targets.senders });
  const http: HttpDependencies = {
    access: createAccess({ records: records.access, settings: workspace.access, provider: await openProvider(workspace.access) }),
    originalTurns: createOriginalReader({
      captures: records.captures,
      archive: records.transcripts,
      normalise: steps.normalise,
      transcriber,
    }),
    content: withExpressions(content, rules.expressions),
    metrics: data.metrics,
    reports: data.reports,
    dailyFacts: data.dailyFacts,
    deflection: workspace.deflection,
    traits: data.traits,
    facts: data.facts,
    drivers,
    feed: createFeed({ store: records.feed, queue: records.deliveries, quotesOf: quotesFrom(content), targetsFor: targets.targetsFor }),
    insights: createInsightRuns({
      facts: data.facts,
      taxonomy: drivers,
      requiredRules: () => requiredRules(workspaceFolder),
      leastZ: workspace.insights.leastZ,
    }),
    voices: createVoices({ facts: data.facts, taxonomy: drivers, encoder: () => openDriverEncoder(workspace.analysis) }),
    records,
    blobs,
    recordings,
    line,
    ingests: new IngestRuns({ line, records, workspace }),
    rules: rules.desk,
    workspaceFile: openWorkspaceFile(workspaceFolder, workspace),
    studio: rules.studio,
    labelling: createRuleLabelling({
      content,
      labels: records.labels,
      stored: { readings: data.readings, dictionary: () => rules.words.dictionary() },
      rules: () => rules.desk.workspace(),
      versions: records.ruleVersions,
    }),
    customerKey(kind, value) {
      const normal = normaliseContact({ [kind]: value }, workspace.country)[kind];
      return normal === undefined ? null : vault.blindIndex(kind, normal);
    },
    exportWriters,
  };
  const close = async () => {
    await line.stop();
    await rules.rescoring.stop();
    await Promise.all([transcriber?.close(), analysis.close(), recordings.close()]);
    await data.close();
  };
  return { workspace, line, rescoring: rules.rescoring, http, data, deliver, close };
}

/** Drivers need an encoder whatever the analysers use: the distilled table, which tells a year's statements apart in seconds, or MiniLM. */
async function openDriverEncoder({ profile }: Workspace['analysis']): Promise<SentenceEncoder> {
  const { openSentenceEncoder } = await import('./language/encoder/minilm/open-encoder.ts');
  const encoder = await openSentenceEncoder(profile === 'full' ? 'full' : 'static');
  if (encoder === null) throw new AppError('engine-failed', 'the sentence encoder did not open');
  return encoder;
}

/** What `like` asks wherever this process judges; the analysis threads choose by the same profile. */
async function openLikeness(profile: EncoderProfile): Promise<Likeness> {
  const { openInstantEncoder } = await import('./language/encoder/minilm/open-encoder.ts');
  return likenessBy(openInstantEncoder(profile));
}

/** A folder without `workspace.yaml` has the defaults, and so has no folder at all. */
async function likenessOf(folder?: string): Promise<Likeness> {
  const { analysis } = folder === undefined ? workspaceSchema.parse({}) : await loadWorkspace(folder);
  return openLikeness(analysis.profile);
}

/** Rules whose misses are the finding. */
function requiredRules(workspaceFolder: string): string[] {
  return loadRuleSet(workspaceFolder).rules.flatMap(({ rule: { id, manner } }) => (manner === 'require' ? [id] : []));
}

/** The rules in force, what people do with them, and the way into the store that judges by them. */
async function openRules(
  options: DataOptions,
  { workspace, data, likeness }: { workspace: Workspace; data: OpenData; likeness: Likeness },
) {
  const { content, records, readings, findings } = data;
  const folder = resolve(options.workspace);
  const versions = records.ruleVersions;
  const notice = (text: string) => process.stderr.write(`${text}\n`);
  const inForce = new RulesInForce({
    folder,
    likeness,
    approved: workspace.rules.approval ? await newestRules(versions) : null,
    onProblems: (problems) => {
      for (const { file, line, column, message } of problems) notice(`${file}:${line}:${column}: ${message}; the rule is left out`);
    },
  });
  const words = new StoreWords(readings);
  const rescoring = new Rescoring({
    read: (sources) => inForce.read(sources),
    readings,
    findings,
    versions,
    words,
    onError: (reason) => notice(`rules: ${reason}`),
  });
  const desk = new RuleDesk({
    rules: inForce,
    sources: () => readRuleSources(folder),
    needsApprover: workspace.rules.approval,
    content,
    readings,
    findings,
    versions,
    rescoring,
    words,
  });
  const studio = new RuleStudio({
    desk,
    sources: () => readRuleSources(folder),
    write: (file, change) => writeRuleFile(folder, file, change),
    drafts: records.ruleDrafts,
    versions,
  });
  const judgeHistory = createHistoryJudge({ rules: inForce, words, readings, findings });
  const storeProcessed = createProcessedStore({ content, readings, findings, words, rescoring, judgeHistory });
  const expressions = new ExpressionSearch({ rules: () => inForce.current().set, readings, findings, words });
  return { rules: { inForce, rescoring, desk, studio, words, expressions }, storeProcessed };
}

async function newestRules(versions: RuleVersions) {
  const [newest] = await versions.list();
  return newest === undefined ? null : versions.content(newest.version);
}

function openTranscriber({ engine, model, url, apiKeyVariable, workers }: Workspace['transcription']): RecordingTranscriber | null {
  if (engine === 'none') return null;
  if (engine === 'moonshine') return createTranscriptionPool({ workers, model: model === 'tiny' ? 'tiny' : 'base' });
  if (url === undefined) throw new AppError('bad-workspace', 'transcription.url is needed for the engine openai-compatible');
  const apiKey = apiKeyVariable === undefined ? undefined : process.env[apiKeyVariable];
  return createTranscriptionPool({ workers, model: 'base', remote: { url, model, ...(apiKey ? { apiKey } : {}) } });
}

/** Speaks to the server that owns the data folder, or opens the folder when none does. */
async function connect(options: DataOptions) {
  const server = await readServerFile(options.data);
  if (server !== null) return connectHttp(server);
  const earshot = await openEarshot(options);
  const token = randomUUID();
  const app = await createApp(earshot.http, { token });
  return connectApp(app, {
    token,
    finish: () => earshot.line.finish(),
    close: async () => {
      await app.close();
      await earshot.close();
    },
  });
}

/** Runs until it is told to stop: the page, the API, watched folders, and whatever is waiting. */
async function serve(options: DataOptions & { readonly port: number; readonly host: string; readonly sample: boolean }): Promise<void> {
  const webFolder = await buildPage();
  checkProvider((await loadWorkspace(options.workspace)).access);
  const earshot = await openEarshot(options);
  const token = randomUUID();
  const app = await createApp(earshot.http, { logger: pino({ level: process.env.EARSHOT_DEBUG ? 'info' : 'warn' }), token, webFolder });
  const { access } = earshot.http;
  const open = await access.isOpen();
  const address = await listenOn(app, { ...options, open });
  await writeServerFile(options.data, { address, token, pid: process.pid });
  printLine(`Earshot is ready at ${address}  (data in ${options.data}, workspace ${earshot.workspace.name})`);
  printLine(whoMayConnect({ open, host: options.host, publicUrl: access.publicUrl }));
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  if (options.sample && resolve(options.workspace) === join(repository, 'workspace')) await writeSampleOnce();
  earshot.line.start();
  await earshot.rescoring.resume();
  const watching = watchSources({
    workspace: earshot.workspace,
    workspaceFolder: resolve(options.workspace),
    line: earshot.line,
    records: earshot.data.records,
    signal: stopping.signal,
    onError: (source, reason) => process.stderr.write(`source ${source}: ${reason}\n`),
  });
  await Promise.all([watching, reportProgress(earshot.line, stopping.signal), deliverUntil(earshot.deliver, stopping.signal)]);
  printLine('Stopping: finishing what is under way.');
  await removeServerFile(options.data);
  await app.close();
  await earshot.close();
}

/** Commands need no secret of the provider: nobody signs in by them. */
async function openProvider({ oidc }: Workspace['access']): Promise<IdentityProvider | null> {
  const secret = oidc && process.env[oidc.clientSecretVariable];
  if (!oidc || !secret) return null;
  const { createOpenidProvider } = await import('./access/openid/openid-provider.ts');
  return createOpenidProvider(oidc, secret);
}

/** A server that nobody can sign in to says so at its start. */
function checkProvider({ oidc, url }: Workspace['access']): void {
  if (oidc === undefined) return;
  if (url === undefined) throw new AppError('bad-workspace', 'access.url is needed for access.oidc: the provider sends people back there');
  if (!process.env[oidc.clientSecretVariable]) {
    throw new AppError('bad-workspace', `The environment variable ${oidc.clientSecretVariable} must hold the secret of access.oidc`);
  }
}

function whoMayConnect({ open, host, publicUrl }: { open: boolean; host: string; publicUrl: string | undefined }): string {
  if (open) return 'Only this machine can connect: there are no accounts yet (`earshot accounts add` makes the first).';
  if (isLoopback(host) || publicUrl?.startsWith('https:')) return 'People sign in with their account.';
  return 'People sign in with their account. Passwords travel in clear: put a proxy with TLS in front and set access.url in workspace.yaml.';
}

/** Nobody waits for a message to the second; what fails is logged in the queue itself. */
async function deliverUntil(deliver: () => Promise<number>, signal: AbortSignal): Promise<void> {
  const pauseMs = 5000;
  while (!signal.aborted) {
    await deliver();
    await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** The sample conversations are files like anybody's: written into the watched folders, and read from there. */
async function writeSampleOnce(): Promise<void> {
  const inbox = join(repository, 'workspace', 'inbox');
  if (existsSync(inbox)) return;
  const { writeSample } = await import('../workspace/sample/write-sample.ts');
  const { conversations } = await writeSample(inbox);
  printLine(`Reading ${conversations.toLocaleString('en')} sample conversations; they appear as they are read.`);
}

async function buildPage(): Promise<string> {
  const built = join(repository, 'web', 'dist');
  if (existsSync(join(built, 'index.html'))) return built;
  printLine('Building the page (once).');
  const { build } = await import('vite');
  await build({ root: join(repository, 'web'), logLevel: 'error' });
  return built;
}

async function evaluate(options: Parameters<CliEnvironment['evaluate']>[0]): Promise<number> {
  const { runEvaluation } = await import('../evaluation/run.ts');
  return runEvaluation(options);
}

async function bench(options: Parameters<CliEnvironment['bench']>[0]): Promise<void> {
  const { runBenches } = await import('../bench/run.ts');
  await runBenches(options);
}

await runCommandLine(createProgram({ connect, serve, likeness: likenessOf, evaluate, bench }), process.argv);
