import { wilsonInterval } from '../../analytics/statistics/share-interval.ts';
import { AppError } from '../../domain/errors.ts';
import type { Finding, FindingSpan } from '../../domain/finding.ts';
import type { InteractionId } from '../../domain/ids.ts';
import { withReferences } from '../../rules/authoring/with-references.ts';
import { checkExpression } from '../../rules/check.ts';
import { compileRules } from '../../rules/compile.ts';
import type { Conversation } from '../../rules/conversation.ts';
import { type Explanation, explainRule } from '../../rules/explain.ts';
import { parseExpression } from '../../rules/parse.ts';
import type { Program } from '../../rules/plan.ts';
import { ruleOf } from '../../rules/rule.ts';
import type { LocatedRule } from '../../rules/rule-file.ts';
import type { RuleSet, RuleSources } from '../../rules/rule-set.ts';
import { conversationOf } from '../../rules/stored/reading.ts';
import type { ContentStore } from '../../storage/content.ts';
import type { FindingStore } from '../../storage/findings.ts';
import type { ReadingFilter, ReadingStore } from '../../storage/readings.ts';
import type { RuleVersion, RuleVersions } from '../../storage/rule-versions.ts';
import { type CoverageReport, coverRules } from './cover-rules.ts';
import { diffRules, type RuleDifference } from './diff-rules.ts';
import { expressionProblems } from './expression-problems.ts';
import type { Rescoring } from './rescoring.ts';
import type { RulesInForce } from './rules-in-force.ts';
import { type RunResult, runRule } from './run-rule.ts';
import type { StoreWords } from './store-words.ts';
import { StoredScoring } from './stored-scoring.ts';

export interface RuleDeskOptions {
  readonly rules: RulesInForce;
  /** The workspace's files as they stand, published or not. */
  readonly drafts: () => RuleSources;
  /** A publication names who approved it. */
  readonly needsApprover: boolean;
  readonly content: Pick<ContentStore, 'get'>;
  readonly readings: ReadingStore;
  readonly findings: FindingStore;
  readonly versions: RuleVersions;
  readonly rescoring: Rescoring;
  readonly words: StoreWords;
}

/** A finding as people read it: every span with its words. */
export type QuotedFinding = Omit<Finding, 'spans'> & {
  readonly name: string;
  readonly spans: readonly (FindingSpan & { readonly text: string })[];
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
  readonly spans: readonly (Pick<FindingSpan, 'turn' | 'start' | 'end' | 'role' | 'startMs'> & { readonly text: string })[];
}

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

  /** The workspace's rules as their files stand. */
  drafts(): RuleSet {
    return this.#options.rules.read(this.#options.drafts());
  }

  async findingsOf(id: InteractionId, conversation: Conversation): Promise<QuotedFinding[] | null> {
    const found = await this.#options.findings.of(id);
    if (found === null) return null;
    const names = new Map(this.#options.rules.current().set.rules.map(({ rule }) => [rule.id, rule.name]));
    return found.map((finding) => ({
      ...finding,
      name: names.get(finding.rule) ?? finding.rule,
      spans: finding.spans.map((span) => ({ ...span, text: quoteOf(span, conversation) })),
    }));
  }

  async try(text: string, filter: ReadingFilter = {}): Promise<TryResult> {
    const { expression, problems } = parseExpression(text);
    if (expression === null) throw expressionProblems(problems);
    const set = this.drafts();
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
    const program = compileRules(rules, set);
    const { met, missed, notAssessable, seconds, examples } = await this.#run(program, asked, filter);
    return { met, missed, notAssessable, seconds, examples: examples.map(exampleOf) };
  }

  async backtest(id: string, options: ReadingFilter & { readonly scan?: boolean } = {}): Promise<BacktestResult> {
    const { scan = false, ...filter } = options;
    const set = this.drafts();
    const { rule, rules } = withReferences(set, id);
    const ran = await this.#run(compileRules(rules, set), id, filter, scan);
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
  async diff(before: RuleSources, after: RuleSources = this.#options.drafts()): Promise<RuleDifference[]> {
    const { rules, readings, findings, words } = this.#options;
    return diffRules(
      { before: rules.read(before), after: rules.read(after) },
      { readings, findings, dictionary: await words.dictionary() },
    );
  }

  async coverage(filter: ReadingFilter = {}): Promise<CoverageReport> {
    const { readings, words } = this.#options;
    return coverRules(this.drafts(), filter, { readings, dictionary: await words.dictionary() });
  }

  async explain(id: string, interaction: InteractionId): Promise<readonly Explanation[]> {
    const { content, readings, findings, words } = this.#options;
    const set = this.drafts();
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

  /** Keeps the workspace's rules as a new version, and judges what is stored by them. */
  async publish({ note, approver }: { readonly note: string; readonly approver: string | null }): Promise<RuleVersion> {
    if (note.trim() === '') throw new AppError('bad-request', 'A publication needs a note: why the rules are what they are now.');
    if (this.#options.needsApprover && (approver ?? '').trim() === '')
      throw new AppError('forbidden', 'This workspace asks for an approver of every publication.');
    const content = filesOf(this.#options.drafts());
    const version = await this.#options.rescoring.publish({ content, note, approver });
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
    return rescoring.publish({ content: filesOf(rules.current().sources), note: 'judged again by the rules in force', approver: null });
  }

  versions(): Promise<readonly RuleVersion[]> {
    return this.#options.versions.list();
  }

  async #run(program: Program, rule: string, filter: ReadingFilter, scan = false): Promise<RunResult> {
    const { readings, findings, words } = this.#options;
    return runRule({ program, rule, filter, scan }, { readings, findings, dictionary: await words.dictionary() });
  }
}

function filesOf({ rules, lists = [] }: RuleSources) {
  return { rules, lists };
}

function exampleOf({ conversation, finding }: RunResult['examples'][number]): TryExample {
  const spans = finding.spans.map((span) => {
    const { turn, start, end, role, startMs } = span;
    return { turn, start, end, text: quoteOf(span, conversation), role, startMs };
  });
  return { id: conversation.id, spans };
}

function quoteOf({ turn, start, end }: FindingSpan, conversation: Pick<Conversation, 'turns'>): string {
  return conversation.turns[turn]?.text.slice(start, end) ?? '';
}
