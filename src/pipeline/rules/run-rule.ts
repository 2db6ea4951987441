import { setImmediate } from 'node:timers/promises';
import type { Finding, UnassessableReason } from '../../domain/finding.ts';
import type { InteractionId } from '../../domain/ids.ts';
import { type Dictionary, tokenizerVersion } from '../../language/tokens/dictionary.ts';
import type { Conversation } from '../../rules/conversation.ts';
import type { Program } from '../../rules/plan.ts';
import { necessaryWords } from '../../rules/stored/necessary-words.ts';
import { ownProfile } from '../../rules/stored/profile.ts';
import { needsFacts, StoredJudge } from '../../rules/stored/stored-judge.ts';
import { met, missed, reasonOf, type Truth, unknownFor, verdictOf } from '../../rules/truth.ts';
import type { FindingStore } from '../../storage/findings.ts';
import type { ReadingFilter, ReadingRow, ReadingStore } from '../../storage/readings.ts';
import { storedReading } from './stored-reading.ts';
import { StoredScoring } from './stored-scoring.ts';

export interface RunRequest {
  readonly program: Program;
  /** Which of its rules is asked. */
  readonly rule: string;
  readonly filter: ReadingFilter;
  /** Ask every conversation, whatever the text index says. */
  readonly scan?: boolean;
  /** Ends the run early: whoever asked is no longer listening. */
  readonly signal?: AbortSignal | undefined;
  /** Told of each conversation on which the rule is met. */
  readonly onMet?: (id: InteractionId) => void;
}

export interface RunResult {
  readonly met: number;
  readonly missed: number;
  readonly notAssessable: number;
  /** Why the others could not be judged. */
  readonly reasons: Readonly<Partial<Record<UnassessableReason, number>>>;
  readonly seconds: number;
  /** Conversations that the engine read, and how they were found. */
  readonly judged: number;
  readonly by: 'index' | 'scan';
  readonly examples: readonly RunExample[];
}

export interface RunExample {
  readonly conversation: Conversation;
  readonly finding: Finding;
}

export interface StoredRules {
  readonly readings: ReadingStore;
  readonly findings: Pick<FindingStore, 'met' | 'shown'>;
  readonly dictionary: Dictionary;
}

const exampleCount = 10;
/** Conversations read at once, and judged before other work of this process has its turn. */
const readAtOnce = 4000;
const judgedAtOnce = 250;
/** Beyond this share of the store, reading it in order costs less than reading what the index names. */
const indexShare = 0.4;

/**
 * One rule over everything stored: where it cannot be met without certain words, the text index names who may have said them and one
 * conversation of each profile answers for all others; else every conversation is asked, from its token ids.
 */
export async function runRule(request: RunRequest, tools: StoredRules): Promise<RunResult> {
  const started = performance.now();
  const run = new Run(request, tools);
  const candidates = request.scan === true ? null : await run.candidates();
  if (candidates === null) await run.scanAll();
  else await run.askCandidates(candidates);
  return { ...(await run.result()), by: candidates === null ? 'scan' : 'index', seconds: round((performance.now() - started) / 1000) };
}

interface Candidates {
  readonly ids: readonly InteractionId[];
  readonly profiles: Awaited<ReturnType<ReadingStore['profiles']>>;
}

class Run {
  readonly #request: RunRequest;
  readonly #tools: StoredRules;
  readonly #judge: StoredJudge;
  readonly #index: number;
  readonly #fires: Truth;
  readonly #facts: boolean;
  readonly #counts = new Map<Truth, number>();
  readonly #examples: ReadingRow[] = [];
  #judged = 0;

  constructor(request: RunRequest, tools: StoredRules) {
    this.#request = request;
    this.#tools = tools;
    this.#judge = new StoredJudge(request.program, { dictionary: tools.dictionary });
    this.#facts = needsFacts(request.program);
    const rule = request.program.byId.get(request.rule);
    this.#index = rule?.index ?? 0;
    this.#fires = rule?.rule.manner === 'require' ? missed : met;
  }

  /** Null: every conversation must be asked. */
  async candidates(): Promise<Candidates | null> {
    const { program, rule, filter } = this.#request;
    const compiled = program.byId.get(rule);
    const groups = compiled === undefined || program.uses.history ? null : necessaryWords(compiled, program, this.#tools.dictionary);
    if (groups === null) return null;
    const { readings } = this.#tools;
    const [ids, profiles] = await Promise.all([
      readings.holding(groups, { ...filter, alone: ownProfile, tokeniser: tokenizerVersion }),
      readings.profiles(filter),
    ]);
    const total = profiles.reduce((sum, { count }) => sum + count, 0);
    return ids.length > Math.max(readAtOnce, total * indexShare) ? null : { ids, profiles };
  }

  async scanAll(): Promise<void> {
    for await (const rows of this.#tools.readings.scan({ ...this.#request.filter, facts: this.#facts })) await this.#ask(rows);
  }

  async askCandidates({ ids, profiles }: Candidates): Promise<void> {
    const { readings } = this.#tools;
    const asked = new Map<string, number>();
    for (let from = 0; from < ids.length; from += readAtOnce) {
      const rows = await readings.get(ids.slice(from, from + readAtOnce), { facts: this.#facts });
      for (const { profile } of rows) asked.set(profile, (asked.get(profile) ?? 0) + 1);
      await this.#ask(rows);
    }
    const silent = profiles
      .map((profile) => ({ ...profile, rest: profile.count - (asked.get(profile.profile) ?? 0) }))
      .filter(({ rest }) => rest > 0);
    const examples = new Map((await readings.get(silent.map(({ example }) => example))).map((row) => [row.id, row]));
    const firing = new Set<string>();
    for (const { profile, example, rest } of silent) {
      const row = examples.get(example);
      if (row === undefined) continue;
      this.#judge.judgeSilent(storedReading(row));
      const truth = this.#judge.truthOf(this.#index);
      this.#count(truth, rest);
      if (truth === this.#fires) firing.add(profile);
    }
    if (firing.size > 0) await this.#showSilent(firing, new Set(ids));
  }

  /** Where an absence is the finding, those that hold none of the words are its examples. */
  async #showSilent(profiles: ReadonlySet<string>, asked: ReadonlySet<InteractionId>): Promise<void> {
    for await (const rows of this.#tools.readings.scan({ ...this.#request.filter, facts: this.#facts })) {
      for (const row of rows) {
        if (this.#examples.length >= exampleCount) return;
        if (profiles.has(row.profile) && !asked.has(row.id)) this.#examples.push(row);
      }
    }
  }

  /** Conversations whose text is needed are read together; those that ask for other contacts with them. */
  async #ask(rows: readonly ReadingRow[]): Promise<void> {
    this.#request.signal?.throwIfAborted();
    if (this.#request.program.uses.history) return this.#askWithHistory(rows);
    const open: ReadingRow[] = [];
    for (const [index, row] of rows.entries()) {
      if (this.#judge.judge(storedReading(row)) === null) open.push(row);
      else this.#take(row, this.#judge.truthOf(this.#index));
      if (index % judgedAtOnce !== judgedAtOnce - 1) continue;
      await setImmediate();
      this.#request.signal?.throwIfAborted();
    }
    if (open.length === 0) return;
    const texts = await this.#tools.readings.texts(open.map(({ id }) => id));
    for (const row of open) {
      const { findings } = this.#judge.judgeText(storedReading(row), texts.get(row.id) ?? []);
      this.#takeFindings(row, findings);
    }
  }

  async #askWithHistory(rows: readonly ReadingRow[]): Promise<void> {
    // What other rules said of earlier contacts is asked of the version that readers see.
    const version = await this.#tools.findings.shown();
    const scoring = new StoredScoring({ program: this.#request.program, ...this.#tools, version });
    const context = await scoring.contextOf(rows.map(({ id }) => id));
    const contacts = new Map(context?.contacts.map(({ id, startedAt }) => [id, startedAt ?? '']));
    const ordered = rows.toSorted((a, b) => (contacts.get(a.id) ?? '').localeCompare(contacts.get(b.id) ?? ''));
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const judged of await scoring.judge(ordered, context)) {
      const row = byId.get(judged.id);
      if (row !== undefined) this.#takeFindings(row, JSON.parse(judged.findings) as Finding[]);
    }
  }

  /** A rule that judges each leg is met where one leg meets it. */
  #takeFindings(row: ReadingRow, findings: readonly Finding[]): void {
    const own = findings.filter(({ rule }) => rule === this.#request.rule);
    const verdict = (['met', 'missed', 'not-assessable'] as const).find((each) => own.some((finding) => finding.verdict === each));
    if (verdict === undefined) return;
    const reason = own.find((finding) => finding.reason !== null)?.reason ?? null;
    this.#take(row, truthNamed(verdict, reason));
  }

  #take(row: ReadingRow, truth: Truth): void {
    this.#judged++;
    this.#count(truth, 1);
    if (truth === met) this.#request.onMet?.(row.id);
    if (truth === this.#fires && this.#examples.length < exampleCount) this.#examples.push(row);
  }

  #count(truth: Truth, conversations: number): void {
    this.#counts.set(truth, (this.#counts.get(truth) ?? 0) + conversations);
  }

  async result(): Promise<Omit<RunResult, 'by' | 'seconds'>> {
    const counts = { met: 0, missed: 0, 'not-assessable': 0 };
    const reasons: Partial<Record<UnassessableReason, number>> = {};
    for (const [truth, count] of this.#counts) {
      counts[verdictOf(truth)] += count;
      const reason = reasonOf(truth);
      if (reason !== null) reasons[reason] = (reasons[reason] ?? 0) + count;
    }
    return {
      met: counts.met,
      missed: counts.missed,
      notAssessable: counts['not-assessable'],
      reasons,
      judged: this.#judged,
      examples: await this.#withEvidence(),
    };
  }

  async #withEvidence(): Promise<RunExample[]> {
    const texts = await this.#tools.readings.texts(this.#examples.map(({ id }) => id));
    return this.#examples.flatMap((row) => {
      const { conversation, findings } = this.#judge.judgeText(storedReading(row), texts.get(row.id) ?? []);
      const finding = findings.find(({ rule }) => rule === this.#request.rule);
      return finding === undefined ? [] : [{ conversation, finding }];
    });
  }
}

function truthNamed(verdict: Finding['verdict'], reason: UnassessableReason | null): Truth {
  if (verdict === 'met') return met;
  return verdict === 'missed' || reason === null ? missed : unknownFor(reason);
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
