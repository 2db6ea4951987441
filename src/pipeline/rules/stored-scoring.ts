import type { InteractionId } from '../../domain/ids.ts';
import type { Dictionary } from '../../language/tokens/dictionary.ts';
import { expressionsOf, walk } from '../../rules/compile.ts';
import type { OtherContact } from '../../rules/conversation.ts';
import type { Program } from '../../rules/plan.ts';
import { StoredJudge } from '../../rules/stored/stored-judge.ts';
import type { FindingStore, FindingsRow } from '../../storage/findings.ts';
import type { ContactRow, ReadingRow, ReadingStore } from '../../storage/readings.ts';
import { verdictsOf } from './judged.ts';
import { storedReading } from './stored-reading.ts';

export interface StoredScoringOptions {
  readonly program: Program;
  readonly dictionary: Dictionary;
  readonly readings: Pick<ReadingStore, 'texts' | 'contacts'>;
  readonly findings: Pick<FindingStore, 'met'>;
  readonly version: number;
}

/** What rules ask about the other contacts of some customers. */
export interface ContactContext {
  readonly contacts: readonly ContactRow[];
  /** Rules that were met on each contact, as far as they are judged. */
  readonly met: Map<string, readonly string[]>;
}

/** Judges stored conversations by one program, with the customer's earlier contacts where its rules ask for them. */
export class StoredScoring {
  readonly #options: StoredScoringOptions;
  readonly #judge: StoredJudge;
  readonly #byKey = new WeakMap<ContactContext, ReadonlyMap<string, readonly ContactRow[]>>();

  constructor(options: StoredScoringOptions) {
    this.#options = options;
    this.#judge = new StoredJudge(options.program, { dictionary: options.dictionary });
  }

  get usesHistory(): boolean {
    return this.#options.program.uses.history;
  }

  /** `prior(rule(x))` asks what x said of earlier contacts, which must be judged before: one pass more for each such step. */
  get passes(): number {
    return 1 + priorDepth(this.#options.program);
  }

  /** Null where no rule asks for other contacts. */
  async contextOf(ids: readonly InteractionId[]): Promise<ContactContext | null> {
    if (!this.usesHistory) return null;
    const { readings, findings, version } = this.#options;
    const contacts = await readings.contacts(ids);
    const met = await findings.met(
      version,
      contacts.map(({ id }) => id),
    );
    return { contacts, met: new Map(met) };
  }

  /** In the order given: what is met on an earlier one is known to those after it. */
  async judge(rows: readonly ReadingRow[], context: ContactContext | null): Promise<FindingsRow[]> {
    const judged = new Map<string, FindingsRow>();
    const open: ReadingRow[] = [];
    const finish = (row: ReadingRow, verdicts: ReturnType<typeof verdictsOf>) => {
      judged.set(row.id, { id: row.id, version: row.version, ...verdicts });
      context?.met.set(row.id, verdicts.rules.met);
    };
    const read = (each: readonly ReadingRow[]) => this.#options.readings.texts(each.map(({ id }) => id));
    // Where one contact asks what another said, each is finished before the next; else texts are read for those that need them.
    const early = context === null ? null : await read(rows);
    const finishFromText = (row: ReadingRow, texts: ReadonlyMap<string, readonly string[]>) => {
      const { findings } = this.#judge.judgeText(this.#withHistory(row, context), texts.get(row.id) ?? []);
      finish(row, verdictsOf(findings));
    };
    for (const row of rows) {
      const conversation = this.#judge.judge(this.#withHistory(row, context));
      const findings = conversation === null ? null : this.#judge.findings(conversation);
      if (findings !== null) finish(row, verdictsOf(findings));
      else if (early !== null) finishFromText(row, early);
      else open.push(row);
    }
    const late = open.length === 0 ? new Map() : await read(open);
    for (const row of open) finishFromText(row, late);
    return rows.flatMap(({ id }) => judged.get(id) ?? []);
  }

  #withHistory(row: ReadingRow, context: ContactContext | null) {
    const reading = storedReading(row);
    return context === null ? reading : { ...reading, history: this.historyOf(row.id, context) };
  }

  /** The customer's contacts that started before this one; undefined: unknown, as for a contact without a customer. */
  historyOf(id: InteractionId, context: ContactContext | null): readonly OtherContact[] | undefined {
    if (context === null) return undefined;
    const own = context.contacts.find((contact) => contact.id === id);
    if (own === undefined || own.keys.length === 0) return undefined;
    const byKey = this.#byKey.get(context) ?? this.#index(context);
    const others = new Set(own.keys.flatMap((key) => byKey.get(key) ?? []));
    return [...others].flatMap((contact) => {
      if (contact.id === id || contact.startedAt === null) return [];
      const { startedAt, channel, direction, attempt, attributes, driver } = contact;
      const met = context.met.get(contact.id) ?? [];
      return [{ startedAt, channel, direction, attempt, attributes, met, ...(driver === null ? {} : { driver }) }];
    });
  }

  #index(context: ContactContext): ReadonlyMap<string, readonly ContactRow[]> {
    const byKey = new Map<string, ContactRow[]>();
    for (const contact of context.contacts) {
      for (const key of contact.keys) {
        const known = byKey.get(key);
        if (known === undefined) byKey.set(key, [contact]);
        else known.push(contact);
      }
    }
    this.#byKey.set(context, byKey);
    return byKey;
  }
}

/** How many rules on a chain ask for what another rule said before. */
function priorDepth({ rules }: Program): number {
  const depths = new Map<string, number>();
  const depthOf = (id: string, open: readonly string[]): number => {
    const known = depths.get(id);
    if (known !== undefined || open.includes(id)) return known ?? 0;
    const rule = rules.find((each) => each.rule.id === id)?.rule;
    let depth = 0;
    for (const part of rule === undefined ? [] : expressionsOf(rule).flatMap((expression) => [...walk(expression)])) {
      if (part.kind === 'prior' && part.operand.kind === 'rule') depth = Math.max(depth, 1 + depthOf(part.operand.id, [...open, id]));
      if (part.kind === 'rule') depth = Math.max(depth, depthOf(part.id, [...open, id]));
    }
    depths.set(id, depth);
    return depth;
  };
  return rules.reduce((deepest, { rule }) => Math.max(deepest, depthOf(rule.id, [])), 0);
}
