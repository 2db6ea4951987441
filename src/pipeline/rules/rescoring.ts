import { setImmediate } from 'node:timers/promises';
import { AppError, messageOf } from '../../domain/errors.ts';
import { contentHash } from '../../domain/ids.ts';
import { programOf, type RuleSet, type RuleSources } from '../../rules/rule-set.ts';
import type { FindingStore } from '../../storage/findings.ts';
import type { ReadingStore } from '../../storage/readings.ts';
import type { PublishedRules, RuleVersion, RuleVersions } from '../../storage/rule-versions.ts';
import type { StoreWords } from './store-words.ts';
import { StoredScoring } from './stored-scoring.ts';

export interface RescoringOptions {
  /** Reads published rules to be judged by the means of the rules in force. */
  readonly read: (sources: RuleSources) => RuleSet;
  readonly readings: ReadingStore;
  readonly findings: FindingStore;
  readonly versions: RuleVersions;
  readonly words: StoreWords;
  /** What ended a scoring early. It goes on with the next start. */
  readonly onError?: (reason: string) => void;
}

/** Conversations judged between two durable steps. */
const stepSize = 500;

/**
 * Judges stored conversations by a published version of the rules, beside what readers see, and shows it when it is complete.
 * Killed at any moment, it goes on after the last durable step.
 */
export class Rescoring {
  readonly #options: RescoringOptions;
  readonly #writing = new Set<Promise<unknown>>();
  readonly #stopping = new AbortController();
  #shown: number | null = null;
  #scoring: number | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(options: RescoringOptions) {
    this.#options = options;
  }

  /**
   * Runs `write` with the versions that new conversations are written under: the shown one, and one that is being scored. A scoring
   * that begins meanwhile waits for it, so that no conversation falls between the two.
   */
  async inVersions<Result>(write: (versions: readonly number[]) => Promise<Result>): Promise<Result> {
    this.#shown ??= await this.#options.findings.shown();
    const versions = this.#scoring === null ? [this.#shown] : [this.#shown, this.#scoring];
    const writing = write(versions);
    this.#writing.add(writing);
    try {
      return await writing;
    } finally {
      this.#writing.delete(writing);
    }
  }

  /** Keeps the rules as a new version and begins to judge what is stored by them. */
  async publish({
    content,
    ...reason
  }: Pick<RuleVersion, 'note' | 'publisher' | 'approver'> & { readonly content: PublishedRules }): Promise<RuleVersion> {
    const set = this.#options.read(content);
    const problem = set.problems.find(({ severity }) => severity === 'error');
    if (problem !== undefined)
      throw new AppError('bad-workspace', `${problem.file}:${problem.line}:${problem.column}: ${problem.message}; nothing was published`);
    const profiles = await this.#options.readings.profiles({});
    const total = profiles.reduce((sum, { count }) => sum + count, 0);
    const hash = contentHash(content).slice(0, 16);
    const version = await this.#options.versions.publish({ ...reason, hash, rules: set.rules.length, total, content });
    this.#begin(version);
    return version;
  }

  /** Goes on with a scoring that a process left undone. False when there is none. */
  async resume(): Promise<boolean> {
    if (this.#scoring !== null) return true;
    const [newest] = await this.#options.versions.list();
    if (newest?.state !== 'scoring') return false;
    this.#begin(newest);
    return true;
  }

  /** Resolves when no scoring is under way. */
  async idle(): Promise<void> {
    let running: Promise<void>;
    do {
      running = this.#running;
      await running;
    } while (running !== this.#running);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  #begin(version: RuleVersion): void {
    this.#scoring = version.version;
    const before = this.#running;
    this.#running = before.then(() => this.#score(version)).catch((error: unknown) => this.#options.onError?.(messageOf(error)));
  }

  async #score(version: RuleVersion): Promise<void> {
    const { readings, findings, versions, words } = this.#options;
    await Promise.allSettled(this.#writing);
    const content = await versions.content(version.version);
    if (content === null) throw new AppError('damaged', `The rules of version ${version.version} are gone.`);
    const program = programOf(this.#options.read(content));
    const scoring = new StoredScoring({ program, dictionary: await words.dictionary(), readings, findings, version: version.version });
    let { judged } = version;
    const from = readCursor(version.cursor);
    for (let pass = from.pass; pass <= scoring.passes; pass++) {
      for await (const stretch of readings.scan({}, pass === from.pass ? from.id : '')) {
        const context = await scoring.contextOf(stretch.map(({ id }) => id));
        for (let at = 0; at < stretch.length; at += stepSize) {
          // A later publication takes this one's place.
          if (this.#stopping.signal.aborted || this.#scoring !== version.version) return;
          const step = stretch.slice(at, at + stepSize);
          await findings.put(version.version, await scoring.judge(step, context));
          judged = pass === 1 ? judged + step.length : judged;
          await versions.advance(version.version, { cursor: `${pass}:${step.at(-1)?.id ?? ''}`, judged });
          await setImmediate();
        }
      }
    }
    await findings.show(version.version);
    await versions.finish(version.version);
    this.#shown = version.version;
    this.#scoring = null;
  }
}

function readCursor(cursor: string): { pass: number; id: string } {
  const [pass = '1', id = ''] = cursor === '' ? [] : cursor.split(':');
  return { pass: Number(pass), id };
}
