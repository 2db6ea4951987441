import { entriesOf } from '../../rules/authoring/rule-entry.ts';
import type { RuleVersions } from '../../storage/rule-versions.ts';

export type PublishedVersions = Pick<RuleVersions, 'list' | 'content'>;

interface PublishedEntry {
  readonly file: string;
  readonly text: string;
}

/** The entries of published versions, each read once: what was published never changes. */
export class PublishedEntries {
  readonly #versions: PublishedVersions;
  readonly #read = new Map<number, ReadonlyMap<string, PublishedEntry>>();
  /** Most files are the same in the next version. */
  readonly #files = new Map<string, ReadonlyMap<string, string>>();

  constructor(versions: PublishedVersions) {
    this.#versions = versions;
  }

  async of(version: number): Promise<ReadonlyMap<string, PublishedEntry>> {
    const known = this.#read.get(version);
    if (known !== undefined) return known;
    const { rules = [] } = (await this.#versions.content(version)) ?? {};
    const entries = new Map(
      rules.flatMap(({ file, text }) => [...this.#entriesOf(text)].map(([id, entry]) => [id, { file, text: entry }] as const)),
    );
    this.#read.set(version, entries);
    return entries;
  }

  #entriesOf(text: string): ReadonlyMap<string, string> {
    const known = this.#files.get(text) ?? entriesOf(text);
    this.#files.set(text, known);
    return known;
  }
}
