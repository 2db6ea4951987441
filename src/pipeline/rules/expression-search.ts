import type { InteractionId } from '../../domain/ids.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { ContentStore, SearchQuery } from '../../storage/content.ts';
import type { FindingStore } from '../../storage/findings.ts';
import type { ReadingStore } from '../../storage/readings.ts';
import { askedRule, expressionProgram } from './expression-program.ts';
import { runRule } from './run-rule.ts';
import type { StoreWords } from './store-words.ts';

interface ExpressionSearchOptions {
  readonly rules: () => RuleSet;
  readonly readings: ReadingStore;
  readonly findings: Pick<FindingStore, 'met' | 'shown'>;
  readonly words: StoreWords;
}

interface Answer {
  readonly ids: Promise<readonly InteractionId[]>;
  readonly expiresAt: number;
}

/** Pages and facets of one search ask for the same conversations; what came in since is found after this time. */
const keptMs = 120_000;
const keptAnswers = 16;

/** Conversations on which an expression of the rule language is met, found once for all pages of a search. */
export class ExpressionSearch {
  readonly #options: ExpressionSearchOptions;
  readonly #answers = new Map<string, Answer>();

  constructor(options: ExpressionSearchOptions) {
    this.#options = options;
  }

  find(expression: string, now: number = Date.now()): Promise<readonly InteractionId[]> {
    const kept = this.#answers.get(expression);
    const ids = kept && kept.expiresAt > now ? kept.ids : this.#judge(expression);
    this.#answers.delete(expression);
    this.#answers.set(expression, { ids, expiresAt: now + keptMs });
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= keptAnswers) break;
      this.#answers.delete(oldest);
    }
    ids.catch(() => this.#answers.delete(expression));
    return ids;
  }

  async #judge(expression: string): Promise<readonly InteractionId[]> {
    const { rules, readings, findings, words } = this.#options;
    const program = expressionProgram(expression, rules());
    const ids: InteractionId[] = [];
    const request = { program, rule: askedRule, filter: {}, onMet: (id: InteractionId) => void ids.push(id) };
    await runRule(request, { readings, findings, dictionary: await words.dictionary() });
    return ids;
  }
}

/** The store as it is searched by people: an expression is resolved to the conversations that meet it before the store is asked. */
export function withExpressions(content: ContentStore, expressions: Pick<ExpressionSearch, 'find'>): ContentStore {
  const resolve = async ({ expression, ...query }: SearchQuery): Promise<SearchQuery> =>
    expression === undefined ? query : { ...query, ids: common(await expressions.find(expression), query.ids) };
  return {
    ...content,
    search: async (query) => content.search(await resolve(query)),
    facets: async (query) => content.facets(await resolve(query)),
    async *scan(query) {
      yield* content.scan(await resolve(query));
    },
  };
}

function common(found: readonly InteractionId[], named: readonly InteractionId[] | undefined): readonly InteractionId[] {
  if (named === undefined) return found;
  const among = new Set(named);
  return found.filter((id) => among.has(id));
}
