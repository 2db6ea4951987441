import { wilsonInterval } from '../../analytics/statistics/share-interval.ts';
import { AppError } from '../../domain/errors.ts';
import type { Finding, FindingSpan } from '../../domain/finding.ts';
import type { InteractionId } from '../../domain/ids.ts';
import { draftFile, withDraft } from '../../rules/authoring/rule-entry.ts';
import { withReferences } from '../../rules/authoring/with-references.ts';
import { checkExpression } from '../../rules/check.ts';
import { compileRules } from '../../rules/compile.ts';
import type { Conversation } from '../../rules/conversation.ts';
import { decisionsOf } from '../../rules/decide.ts';
import { type Explanation, explainRule } from '../../rules/explain.ts';
import { parseExpression } from '../../rules/parse.ts';
import type { Program } from '../../rules/plan.ts';
import { ruleOf } from '../../rules/rule.ts';
import type { LocatedRule } from '../../rules/rule-file.ts';
import type { RuleSet, RuleSources } from '../../rules/rule-set.ts';
import { conversationOf } from '../../rules/stored/reading.ts';
import type { ContentStore } from '../../storage/content.ts';
import type { FindingStore, VerdictCounts } from '../../storage/findings.ts';
import type { ReadingFilter, ReadingStore } from '../../storage/readings.ts';
import type { RuleVersion, RuleVersions } from '../../storage/rule-versions.ts';
import { type CoverageReport, coverRules } from './cover-rules.ts';
import { diffRules, type RuleDifference } from './diff-rules.ts';
import { expressionProblems } from './expression-problems.ts';
import type { Rescoring } from './rescoring.ts';
import { type NoiseReport, type NoiseRequest, testNoise } from './rule-noise.ts';
import type { RulesInForce } from './rules-in-force.ts';
import { type RunRequest, type RunResult, runRule } from './run-rule.ts';
import type { StoreWords } from './store-words.ts';
import { StoredScoring } from './stored-scoring.ts';

export interface RuleDeskOptions {
  readonly rules: RulesInForce;
  /** The workspace's files as they stand, published or not. */
  readonly sources: () => RuleSources;
  /** A publication names who approved it. */
  readonly needsApprover: boolean;
  readonly content: Pick<ContentStore, 'get' | 'scan'>;
  readonly readings: ReadingStore;
  readonly findings: FindingStore;
  readonly versions: RuleVersions;
  readonly rescoring: Rescoring;
  readonly words: StoreWords;
}

/** A finding as people read it: every span with its words. */
export type QuotedFinding = Omit<Finding, 'spans'> & {
  readonly name: string;
  readonly spans: readonly QuotedSpan[];
};

export interface TryResult {
  readonly met: number;
  readonly missed: number;
  readonly notAssessable: number;
  readonly seconds: number;
  readonly examples: readonly TryExample[];
}

export interface TryExample {
  readonly id: string;
  readonly channel: Conversation['channel'];
  readonly startedAt: string | null;
  readonly searched: Finding['searched'];
  readonly spans: readonly (Pick<FindingSpan, 'turn' | 'start' | 'end' | 'role' | 'startMs'> & {
    readonly text: string;
    /** What stands around it in the same turn, shortened. */
    readonly before: string;
    readonly after: string;
  })[];
}

/** One rule as it is being written: its YAML entry in place of the one in the files. */
export interface RuleText {
  readonly id: string;
  readonly text: string;
}

export type Publication = Pick<RuleVersion, 'note' | 'publisher' | 'approver'>;

type QuotedSpan = FindingSpan & { readonly text: string };

/** What differs, its examples with their words. */
export type QuotedDifference = Omit<RuleDifference, 'examples'> & {
  readonly examples: readonly {
    readonly id: InteractionId;
    readonly kind: RuleDifference['examples'][number]['kind'];
    readonly before: readonly QuotedSpan[];
    readonly after: readonly QuotedSpan[];
  }[];
};

export interface BacktestResult extends TryResult {
  readonly rule: string;
  /** Conversations on which it found what it looks for, and their share of those that could be judged, with a 95 % Wilson interval. */
  readonly hits: number;
  readonly rate: number | null;
  readonly interval: readonly [number, number] | null;
  readonly reasons: RunResult['reasons'];
  readonly judged: number;
  readonly by: RunResult['by'];
}

const asked = 'expression';

/** Everything people do with rules over what is stored: try, backtest, compare, explain, publish. */
export class RuleDesk {
  readonly #options: RuleDeskOptions;

  constructor(options: RuleDeskOptions) {
    this.#options = options;
  }

  /** The workspace's rules as their files stand, one of them as it is being written. */
  workspace(draft?: RuleText): RuleSet {
    const sources = this.#options.sources();
    return this.#options.rules.read(draft === undefined ? sources : withDraft(sources, draft));
  }

  /** Of the shown rules, each with its words and the moment a live session would have decided it. */
  async findingsOf(id: InteractionId, conversation: Conversation): Promise<QuotedFinding[] | null> {
    const found = await this.#options.findings.of(id);
    if (found === null) return null;
    const { set, program } = this.#options.rules.current();
    const names = new Map(set.rules.map(({ rule }) => [rule.id, rule.name]));
    const moments = decidedMoments(found, program, conversation);
    return found.map((finding) => ({
      ...finding,
      name: names.get(finding.rule) ?? finding.rule,
      spans: finding.spans.map((span) => ({ ...span, text: quoteOf(span, conversation) })),
      decidedAtMs: moments.get(finding) ?? null,
    }));
  }

  /** An expression over what is stored. */
  async try(text: string, filter: ReadingFilter = {}, signal?: AbortSignal): Promise<TryResult> {
    const { expression, problems } = parseExpression(text);
    if (expression === null) throw expressionProblems(problems);
    const set = this.workspace();
    const names = { rules: new Set(set.rules.map(({ rule }) => rule.id)), lists: set.lists };
    const errors = checkExpression(expression, { manner: 'detect', lists: {}, tags: [] }, names).filter(
      ({ severity }) => severity === 'error',
    );
    if (errors.length > 0) throw expressionProblems(errors);
    const own: LocatedRule = {
      rule: ruleOf(expression, { id: asked }),
      tests: [],
      file: '',
      line: 1,
      place: () => ({ line: 1, column: 1 }),
    };
    const { rules } = withReferences({ ...set, rules: [...set.rules, own] }, asked);
    return triedOf(await this.#run({ program: compileRules(rules, set), rule: asked, filter, signal }));
  }

  /** A whole rule as it is being written: where it applies, what it needs, and its lists. */
  async tryRule(draft: RuleText, filter: ReadingFilter = {}, signal?: AbortSignal): Promise<TryResult> {
    const set = this.workspace(draft);
    const { rules } = withReferences(soundDraft(set), draft.id);
    return triedOf(await this.#run({ program: compileRules(rules, set), rule: draft.id, filter, signal }));
  }

  /** `text`: the rule's entry as it is being written. */
  async backtest(
    id: string,
    options: ReadingFilter & { readonly scan?: boolean; readonly text?: string; readonly signal?: AbortSignal } = {},
  ): Promise<BacktestResult> {
    const { scan = false, text, signal, ...filter } = options;
    const set = text === undefined ? this.workspace() : soundDraft(this.workspace({ id, text }));
    const { rule, rules } = withReferences(set, id);
    const ran = await this.#run({ program: compileRules(rules, set), rule: id, filter, scan, signal });
    const { met, missed, examples, ...rest } = ran;
    const hits = rule.manner === 'require' ? missed : met;
    const decided = met + missed;
    return {
      rule: id,
      hits,
      rate: decided === 0 ? null : hits / decided,
      interval: decided === 0 ? null : wilsonInterval(hits, decided),
      met,
      missed,
      ...rest,
      examples: examples.map(exampleOf),
    };
  }

  /** These rules against others: what would be found that was not, and the other way round. */
  async diff(before: RuleSources, after: RuleSources = this.#options.sources()): Promise<QuotedDifference[]> {
    const { rules, readings, findings, words } = this.#options;
    const differences = await diffRules(
      { before: rules.read(before), after: rules.read(after) },
      { readings, findings, dictionary: await words.dictionary() },
    );
    const ids = new Set(differences.flatMap(({ examples }) => examples.map(({ id }) => id)));
    const texts = await readings.texts([...ids]);
    const quoted = (id: InteractionId, spans: readonly FindingSpan[]) =>
      spans.map((span) => ({ ...span, text: texts.get(id)?.[span.turn]?.slice(span.start, span.end) ?? '' }));
    return differences.map(({ examples, ...difference }) => ({
      ...difference,
      examples: examples.map(({ id, kind, before: was, after: is }) => ({ id, kind, before: quoted(id, was), after: quoted(id, is) })),
    }));
  }

  async coverage(filter: ReadingFilter = {}): Promise<CoverageReport> {
    const { readings, words } = this.#options;
    return coverRules(this.workspace(), filter, { readings, dictionary: await words.dictionary() });
  }

  async explain(id: string, interaction: InteractionId): Promise<readonly Explanation[]> {
    const { content, readings, findings, words } = this.#options;
    const set = this.workspace();
    const { rule, rules } = withReferences(set, id);
    const record = await content.get(interaction);
    if (record === null) throw new AppError('not-found', 'There is no interaction with this id.');
    const program = compileRules(rules, set);
    const version = await findings.shown();
    const scoring = new StoredScoring({ program, dictionary: await words.dictionary(), readings, findings, version });
    const history = scoring.historyOf(interaction, await scoring.contextOf([interaction]));
    const conversation = { ...conversationOf(record), ...(history === undefined ? {} : { history }) };
    return explainRule(rule, conversation, { ...set, rules });
  }

  /** What recognition errors would do to a rule of the workspace. */
  noise(request: NoiseRequest): Promise<NoiseReport> {
    return testNoise(request, { set: this.workspace(), content: this.#options.content });
  }

  get needsApprover(): boolean {
    return this.#options.needsApprover;
  }

  /** Throws where a publication lacks its note, or the approver that the workspace asks for. */
  permitPublication({ note, approver }: Pick<Publication, 'note' | 'approver'>): void {
    if (note.trim() === '') throw new AppError('bad-request', 'A publication needs a note: why the rules are what they are now.');
    if (this.#options.needsApprover && (approver ?? '').trim() === '')
      throw new AppError('forbidden', 'This workspace asks for an approver of every publication.');
  }

  /** Keeps the workspace's rules as a new version, and judges what is stored by them. */
  async publish(publication: Publication): Promise<RuleVersion> {
    this.permitPublication(publication);
    const content = filesOf(this.#options.sources());
    const version = await this.#options.rescoring.publish({ content, ...publication });
    if (this.#options.needsApprover) this.#options.rules.approve(content);
    return version;
  }

  /** Judges what is stored again by the rules in force; goes on with a scoring that was left undone. */
  async rescore(): Promise<RuleVersion> {
    const { rescoring, rules, versions } = this.#options;
    if (await rescoring.resume()) {
      const [running] = await versions.list();
      if (running !== undefined) return running;
    }
    return rescoring.publish({
      content: filesOf(rules.current().sources),
      note: 'judged again by the rules in force',
      publisher: null,
      approver: null,
    });
  }

  /** How every rule judged what is stored, and how many conversations there are to judge. */
  async counts(): Promise<{ readonly conversations: number; readonly items: readonly VerdictCounts[] }> {
    const { readings, findings } = this.#options;
    const [profiles, items] = await Promise.all([readings.profiles({}), findings.counts()]);
    return { conversations: profiles.reduce((sum, { count }) => sum + count, 0), items };
  }

  versions(): Promise<readonly RuleVersion[]> {
    return this.#options.versions.list();
  }

  async #run(request: RunRequest): Promise<RunResult> {
    const { readings, findings, words } = this.#options;
    return runRule(request, { readings, findings, dictionary: await words.dictionary() });
  }
}

/**
 * Jobs over history do not replay conversations, so the moment is worked out when one is opened. Null where the rules are others by
 * now, where each leg is judged on its own, and where the replay says something else because it does not know the other contacts.
 */
function decidedMoments(found: readonly Finding[], program: Program, conversation: Conversation): ReadonlyMap<Finding, number | null> {
  const current = found.filter(({ rule, ruleHash, leg }) => leg === null && program.byId.get(rule)?.hash === ruleHash);
  if (current.length === 0) return new Map();
  const decisions = decisionsOf(program, conversation);
  return new Map(
    current.map((finding) => {
      const decision = decisions.get(finding.rule);
      return [finding, decision?.verdict === finding.verdict ? decision.decidedAtMs : null];
    }),
  );
}

/** Errors of the rule that is being written, at its own lines. */
function soundDraft(set: RuleSet): RuleSet {
  const errors = set.problems.filter(({ file, severity }) => file === draftFile && severity === 'error');
  if (errors.length === 0) return set;
  const lines = errors.map(
    ({ line, column, message, suggestion }) =>
      `line ${line}, column ${column}: ${message}${suggestion === undefined ? '' : ` (try: ${suggestion})`}`,
  );
  throw new AppError('bad-usage', lines.join('\n'));
}

function triedOf({ met, missed, notAssessable, seconds, examples }: RunResult): TryResult {
  return { met, missed, notAssessable, seconds, examples: examples.map(exampleOf) };
}

function filesOf({ rules, lists = [] }: RuleSources) {
  return { rules, lists };
}

/** Characters of the turn shown on each side of what was found. */
const shownAround = 90;

function exampleOf({ conversation, finding }: RunResult['examples'][number]): TryExample {
  const spans = finding.spans.map((span) => {
    const { turn, start, end, role, startMs } = span;
    const text = conversation.turns[turn]?.text ?? '';
    const before = start > shownAround ? `…${text.slice(start - shownAround, start)}` : text.slice(0, start);
    const after = text.length - end > shownAround ? `${text.slice(end, end + shownAround)}…` : text.slice(end);
    return { turn, start, end, text: text.slice(start, end), before, after, role, startMs };
  });
  const { id, channel, startedAt } = conversation;
  return { id, channel, startedAt, searched: finding.searched, spans };
}

function quoteOf({ turn, start, end }: FindingSpan, conversation: Pick<Conversation, 'turns'>): string {
  return conversation.turns[turn]?.text.slice(start, end) ?? '';
}
