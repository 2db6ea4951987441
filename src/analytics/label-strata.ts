import type { Finding } from '../domain/finding.ts';
import type { InteractionId } from '../domain/ids.ts';
import type { LabelStratum } from '../domain/rule-label.ts';
import { type Dictionary, tokenizerVersion } from '../language/tokens/dictionary.ts';
import { loosenRule } from '../rules/authoring/label/loosen.ts';
import { withReferences } from '../rules/authoring/with-references.ts';
import { compileRules } from '../rules/compile.ts';
import type { Conversation } from '../rules/conversation.ts';
import { findingsOf, RuleEngine } from '../rules/evaluate.ts';
import type { Program } from '../rules/plan.ts';
import type { Rule } from '../rules/rule.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { needsFacts, StoredJudge } from '../rules/stored/stored-judge.ts';
import { met, missed, type Truth } from '../rules/truth.ts';
import type { ReadingFilter, ReadingRow, ReadingStore } from '../storage/readings.ts';

/** Stored conversations as rules read them. */
export interface StoredReadings {
  readonly readings: Pick<ReadingStore, 'scan' | 'texts'>;
  readonly dictionary: () => Promise<Dictionary>;
}

/** One conversation and where it belongs; null where the rule cannot be judged. */
export interface ClassifiedConversation {
  readonly id: InteractionId;
  readonly startedAt: string | null;
  readonly stratum: LabelStratum | null;
}

const loosened = 'loosened-form';

/** Runs a rule beside its loosened form: what it finds, what it nearly finds, and the rest. */
export class LabelStrata {
  readonly ruleHash: string;
  readonly #program: Program;
  readonly #engine: RuleEngine;
  readonly #rule: Rule;
  /** Where the rule and its loosened form stand in the program. */
  readonly #indexes: readonly [own: number, loose: number];

  constructor(set: RuleSet, id: string) {
    const { rule, rules } = withReferences(set, id);
    this.#program = compileRules([...rules, loosenRule(rule, loosened, set.lists)], set);
    this.#engine = new RuleEngine(this.#program);
    this.#rule = rule;
    this.#indexes = [this.#program.byId.get(id)?.index ?? 0, this.#program.byId.get(loosened)?.index ?? 0];
    this.ruleHash = this.#program.byId.get(id)?.hash ?? '';
  }

  /** From the conversation itself. */
  stratumOf(conversation: Conversation): LabelStratum | null {
    if (this.#rule.scope === 'leg') return this.#fromFindings(findingsOf(this.#engine, conversation));
    this.#engine.run(conversation);
    return this.#fromTruths((index) => this.#engine.ruleTruth(index));
  }

  /** From the numbers of the store's words; text is read only where the rule asks for it. */
  async *ofStored({ readings, dictionary }: StoredReadings, filter: ReadingFilter): AsyncIterable<ClassifiedConversation> {
    const judge = new StoredJudge(this.#program, { dictionary: await dictionary() });
    for await (const rows of readings.scan({ ...filter, facts: needsFacts(this.#program) })) {
      const open: ReadingRow[] = [];
      for (const row of rows) {
        if (this.#rule.scope === 'leg' || judge.judge(storedReading(row)) === null) open.push(row);
        else yield { id: row.id, startedAt: row.startedAt, stratum: this.#fromTruths((index) => judge.truthOf(index)) };
      }
      if (open.length === 0) continue;
      const texts = await readings.texts(open.map(({ id }) => id));
      for (const row of open) {
        const { findings } = judge.judgeText(storedReading(row), texts.get(row.id) ?? []);
        yield { id: row.id, startedAt: row.startedAt, stratum: this.#fromFindings(findings) };
      }
    }
  }

  /** What the rule found, or else its loosened form. */
  findingsOf(conversation: Conversation): Finding[] {
    const findings = findingsOf(this.#engine, conversation);
    const own = findings.filter(({ rule, spans }) => rule === this.#rule.id && spans.length > 0);
    return own.length > 0 ? own : findings.filter(({ rule }) => rule === loosened);
  }

  /** Verdicts alone: evidence is made for the few that are drawn. */
  #fromTruths(truthOf: (index: number) => Truth): LabelStratum | null {
    const fires = this.#rule.manner === 'detect' ? met : missed;
    const [own, loose] = this.#indexes.map((index) => {
      const truth = truthOf(index);
      return truth === met || truth === missed ? truth === fires : null;
    });
    return stratumNamed(own ?? null, loose ?? null);
  }

  #fromFindings(findings: readonly Finding[]): LabelStratum | null {
    const [own, loose] = [this.#rule.id, loosened].map((id) => {
      const judged = findings.filter((finding) => finding.rule === id && finding.verdict !== 'not-assessable');
      return judged.length === 0 ? null : judged.some(({ fired }) => fired);
    });
    return stratumNamed(own ?? null, loose ?? null);
  }
}

function stratumNamed(own: boolean | null, loose: boolean | null): LabelStratum | null {
  if (own === null) return null;
  return own ? 'fired' : loose === true ? 'near' : 'rest';
}

function storedReading({ tokeniser, ...row }: ReadingRow) {
  return { ...row, isCurrent: tokeniser === tokenizerVersion };
}
