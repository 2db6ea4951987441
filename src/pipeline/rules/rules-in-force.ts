import type { Likeness } from '../../rules/likeness.ts';
import type { Program } from '../../rules/plan.ts';
import { type FileProblem, type RuleFile, readRuleFile } from '../../rules/rule-file.ts';
import { programOf, type RuleSet, type RuleSources, readRuleSet } from '../../rules/rule-set.ts';
import { markOfRuleFiles, readRuleSources } from './rule-sources.ts';

/** The rules that new conversations are judged by. */
export interface CurrentRules {
  /** Another number when the rules are others. */
  readonly revision: number;
  readonly sources: RuleSources;
  readonly set: RuleSet;
  readonly program: Program;
}

export interface RulesInForceOptions {
  readonly folder: string;
  /** What `like` asks, here and wherever else the workspace's rules judge. */
  readonly likeness: Likeness;
  /** The rules published last, where the workspace lets only those judge; null: the files as they stand. */
  readonly approved?: RuleSources | null;
  /** What is wrong with the files; rules with errors are left out, the others go on. */
  readonly onProblems?: (problems: readonly FileProblem[]) => void;
  readonly now?: () => number;
}

/** Of each file: as it is, and without the rule that is being written. */
const textsKept = 3;
/** Files are looked at no more often than this. */
const lookEveryMs = 1000;

/** Reads the rules once, and again when the files have changed. */
export class RulesInForce {
  readonly #options: RulesInForceOptions;
  #current: CurrentRules | null = null;
  #mark = '';
  #lookedAt = Number.NEGATIVE_INFINITY;
  #approved: RuleSources | null;
  readonly #files = new Map<string, readonly { readonly text: string; readonly read: RuleFile }[]>();

  constructor(options: RulesInForceOptions) {
    this.#options = options;
    this.#approved = options.approved ?? null;
  }

  current(): CurrentRules {
    const { folder, now = Date.now } = this.#options;
    if (this.#approved !== null) return this.#current ?? this.#use(this.#approved);
    if (this.#current === null || now() - this.#lookedAt >= lookEveryMs) {
      this.#lookedAt = now();
      const mark = markOfRuleFiles(folder);
      if (this.#current === null || mark !== this.#mark) this.#use(readRuleSources(folder));
      this.#mark = mark;
    }
    return this.#current ?? this.#use(readRuleSources(folder));
  }

  /** From here on these judge, whatever becomes of the files. */
  approve(sources: RuleSources): void {
    this.#approved = sources;
    this.#use(sources);
  }

  /** Other rules, to be judged by the same means. */
  read(sources: RuleSources): RuleSet {
    return readRuleSet(sources, this.#options.likeness, (text, file) => this.#readFile(text, file));
  }

  /** Reading YAML is most of the cost of a check, and while one rule is written all other files stay what they are. */
  #readFile(text: string, file: string): RuleFile {
    const known = this.#files.get(file) ?? [];
    const found = known.find((each) => each.text === text) ?? { text, read: readRuleFile(text, file) };
    this.#files.set(file, [found, ...known.filter((each) => each !== found)].slice(0, textsKept));
    return found.read;
  }

  #use(sources: RuleSources): CurrentRules {
    const set = this.read(sources);
    const errors = set.problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) this.#options.onProblems?.(errors);
    this.#current = { revision: (this.#current?.revision ?? 0) + 1, sources, set, program: programOf(set) };
    return this.#current;
  }
}
