import { AppError } from '../../domain/errors.ts';
import { draftFile, entriesOf, entryOf, withDraft, withEntry } from '../../rules/authoring/rule-entry.ts';
import { withReferences } from '../../rules/authoring/with-references.ts';
import { expressionsOf, walk } from '../../rules/compile.ts';
import { type Description, describeRule } from '../../rules/describe.ts';
import type { Lists } from '../../rules/rule.ts';
import type { FileProblem, LocatedRule } from '../../rules/rule-file.ts';
import { type NamedText, type RuleSet, type RuleSources, runRuleTests } from '../../rules/rule-set.ts';
import type { RuleDraft, RuleDrafts } from '../../storage/rule-drafts.ts';
import type { RuleVersion } from '../../storage/rule-versions.ts';
import { PublishedEntries, type PublishedVersions } from './published-entries.ts';
import type { Publication, QuotedDifference, RuleDesk, RuleText } from './rule-desk.ts';
import { checkRuleFileName } from './rule-sources.ts';

export interface RuleStudioOptions {
  readonly desk: Pick<RuleDesk, 'workspace' | 'diff' | 'publish' | 'permitPublication' | 'needsApprover'>;
  /** The workspace's files as they stand. */
  readonly sources: () => RuleSources;
  /** Writes a file whole, unless it says something else than `before` by now. */
  readonly write: (file: string, change: { readonly before: string | null; readonly after: string }) => Promise<void>;
  readonly drafts: RuleDrafts;
  readonly versions: PublishedVersions;
  readonly now?: () => number;
}

/** One rule with everything its author needs. */
export interface OpenRule {
  readonly id: string;
  /** Null for a rule that only has a draft. */
  readonly source: { readonly file: string; readonly line: number; readonly text: string } | null;
  readonly draft: RuleDraft | null;
  /** The file's entry is another than when the draft was begun. */
  readonly isStale: boolean;
  readonly needsApprover: boolean;
}

export interface RuleCheck {
  /** At lines and columns of the entry. */
  readonly problems: readonly Omit<FileProblem, 'file'>[];
  /** What it says, in words; empty where it has errors. */
  readonly description: readonly Description[];
}

export interface RuleTestOutcome {
  readonly name: string;
  readonly line: number;
  readonly expect: string;
  readonly actual: string;
  readonly passed: boolean;
}

/** One published version in which a rule became another. */
export type RuleChange = Pick<RuleVersion, 'version' | 'publishedAt' | 'note' | 'publisher' | 'approver'> & {
  readonly change: 'added' | 'changed' | 'removed';
  readonly text: string | null;
};

/** What an expression may name. */
export interface RuleNames {
  readonly rules: readonly { readonly id: string; readonly name: string }[];
  readonly lists: Lists;
  /** Attributes that rules ask for. */
  readonly attributes: readonly string[];
  readonly files: readonly string[];
}

/** Writing rules without git: drafts that nobody's conversations see, checked, tested and compared, then put into the workspace's files. */
export class RuleStudio {
  readonly #options: RuleStudioOptions;
  readonly #published: PublishedEntries;

  constructor(options: RuleStudioOptions) {
    this.#options = options;
    this.#published = new PublishedEntries(options.versions);
  }

  names(): RuleNames {
    const { rules, lists } = this.#options.desk.workspace();
    const names = rules.flatMap(({ rule }) => expressionsOf(rule).flatMap((expression) => [...walk(expression)]));
    const attributes = names.flatMap((each) =>
      each.kind === 'name' && each.path.startsWith('attr.') ? [each.path.slice('attr.'.length)] : [],
    );
    return {
      rules: rules.map(({ rule: { id, name } }) => ({ id, name })),
      lists,
      attributes: [...new Set(attributes)].sort(),
      files: this.#options.sources().rules.map(({ file }) => file),
    };
  }

  async open(id: string): Promise<OpenRule> {
    const source = this.#sourceOf(id);
    const draft = await this.#options.drafts.get(id);
    if (source === null && draft === null) throw new AppError('not-found', `There is no rule ${id} in the workspace.`);
    const isStale = draft !== null && draft.base !== (source?.text ?? null);
    const { needsApprover } = this.#options.desk;
    return { id, source, draft, isStale, needsApprover };
  }

  drafts(): Promise<readonly RuleDraft[]> {
    return this.#options.drafts.list();
  }

  /** Keeps what is being written. `onTop`: of the file's entry as it is now, whatever it was when the draft was begun. */
  async save(
    { id, text }: RuleText,
    { file, onTop = false }: { readonly file?: string | undefined; readonly onTop?: boolean },
  ): Promise<OpenRule> {
    const { drafts, now = Date.now } = this.#options;
    const source = this.#sourceOf(id);
    const earlier = await drafts.get(id);
    const place = source?.file ?? file ?? earlier?.file;
    if (place === undefined) throw new AppError('bad-request', 'A new rule needs the file in which it will stand.');
    checkRuleFileName(place);
    const base = earlier === null || onTop ? (source?.text ?? null) : earlier.base;
    if (source !== null && text === source.text) await drafts.remove(id);
    else await drafts.put({ rule: id, file: place, text, base, savedAt: new Date(now()).toISOString() });
    return this.open(id);
  }

  discard(id: string): Promise<boolean> {
    return this.#options.drafts.remove(id);
  }

  check(draft: RuleText): RuleCheck {
    const set = this.#options.desk.workspace(draft);
    const located = ownRule(set, draft.id);
    const problems = set.problems.filter(({ file }) => file === draftFile).map(({ file: _file, ...problem }) => problem);
    const renamed = problems.length === 0 && located === undefined;
    return {
      problems: renamed ? [{ line: 1, column: 1, severity: 'error', message: `a rule keeps its id: ${draft.id}` }] : problems,
      description: located === undefined ? [] : describeRule(located.rule),
    };
  }

  /** The rule's own tests, on the engine that judges what is stored. */
  test(draft: RuleText): RuleTestOutcome[] {
    const set = this.#options.desk.workspace(draft);
    if (ownRule(set, draft.id) === undefined) return [];
    const needed = new Set(withReferences(set, draft.id).rules.map(({ id }) => id));
    const rules = set.rules
      .filter(({ rule }) => needed.has(rule.id))
      .map((each) => (each.file === draftFile ? each : { ...each, tests: [] }));
    return runRuleTests({ ...set, rules }).map(({ test: { name, line, expect }, actual, passed }) => ({
      name,
      line,
      expect,
      actual,
      passed,
    }));
  }

  /** What this text finds in everything stored that the rule as it was published, or else as its file says, does not. */
  async compare(draft: RuleText): Promise<QuotedDifference[]> {
    const { desk, sources, versions } = this.#options;
    this.#mustBeSound(draft);
    const files = sources();
    const [newest] = await versions.list();
    const published = newest === undefined ? undefined : (await this.#published.of(newest.version)).get(draft.id);
    const before = published === undefined ? files : withDraft(files, { id: draft.id, text: published.text });
    return desk.diff(before, withDraft(files, draft));
  }

  /** Puts the draft into its file and publishes the workspace with it. Refuses where the entry is another than the draft began from. */
  async publish(id: string, publication: Publication): Promise<RuleVersion> {
    const { desk, drafts, write, sources } = this.#options;
    const draft = await drafts.get(id);
    if (draft === null) throw new AppError('not-found', `Rule ${id} has no draft.`);
    desk.permitPublication(publication);
    this.#mustBeSound({ id, text: draft.text });
    this.#othersMustBeSound({ id, text: draft.text });
    this.#mustPass({ id, text: draft.text });
    const files = sources().rules;
    const before = files.find(({ file }) => file === (this.#sourceOf(id, files)?.file ?? draft.file))?.text ?? null;
    if ((entryOf(before ?? '', id)?.text ?? null) !== draft.base)
      throw new AppError('changed', `Rule ${id} was changed in ${draft.file} since this draft was begun.`);
    await write(draft.file, { before, after: withEntry(before ?? '', id, draft.text) });
    const version = await desk.publish(publication);
    await drafts.remove(id);
    return version;
  }

  /** The versions in which the rule became what it was, newest first. */
  async history(id: string): Promise<RuleChange[]> {
    const changes: RuleChange[] = [];
    let before: string | null = null;
    for (const { version, publishedAt, note, publisher, approver } of (await this.#options.versions.list()).toReversed()) {
      const text = (await this.#published.of(version)).get(id)?.text ?? null;
      const change = before === null ? 'added' : text === null ? 'removed' : 'changed';
      if (text !== before) changes.push({ version, publishedAt, note, publisher, approver, change, text });
      before = text;
    }
    return changes.reverse();
  }

  /** Since which version each rule of the files reads as it does; none where it was never published so. */
  async versionsOfRules(): Promise<ReadonlyMap<string, number>> {
    const now = new Map(this.#options.sources().rules.flatMap(({ text }) => [...entriesOf(text)]));
    const since = new Map<string, number>();
    const open = new Set(now.keys());
    for (const { version } of await this.#options.versions.list()) {
      const entries = await this.#published.of(version);
      for (const id of open) {
        if (entries.get(id)?.text === now.get(id)) since.set(id, version);
        else open.delete(id);
      }
      if (open.size === 0) break;
    }
    return since;
  }

  #mustBeSound(draft: RuleText): void {
    const { problems } = this.check(draft);
    const error = problems.find(({ severity }) => severity === 'error');
    if (error !== undefined) throw new AppError('bad-usage', `line ${error.line}, column ${error.column}: ${error.message}`);
  }

  /** A version is of the whole workspace, so nothing is written where another file could not be published. */
  #othersMustBeSound(draft: RuleText): void {
    const others = this.#options.desk.workspace(draft).problems.find(({ severity }) => severity === 'error');
    if (others !== undefined)
      throw new AppError('bad-workspace', `${others.file}:${others.line}:${others.column}: ${others.message}; nothing was published`);
  }

  #mustPass(draft: RuleText): void {
    const failed = this.test(draft).filter(({ passed }) => !passed);
    if (failed.length > 0)
      throw new AppError('bad-usage', `${failed.length} of its tests fail: ${failed.map(({ name }) => name).join(', ')}`);
  }

  #sourceOf(id: string, files: readonly NamedText[] = this.#options.sources().rules) {
    for (const { file, text } of files) {
      const entry = entryOf(text, id);
      if (entry !== null) return { file, ...entry };
    }
    return null;
  }
}

function ownRule(set: RuleSet, id: string): LocatedRule | undefined {
  return set.rules.find(({ rule, file }) => rule.id === id && file === draftFile);
}
