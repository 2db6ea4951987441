import { contentHash, type InteractionId } from '../../../domain/ids.ts';
import { type LabelDraw, type LabelItem, type LabelStratum, labelStrata, type StratumCount } from '../../../domain/rule-label.ts';

export type Candidate = Pick<LabelItem, 'interaction' | 'stratum' | 'startedAt'>;

export interface SampleOptions {
  readonly rule: string;
  /** Conversations to draw in all. */
  readonly n: number;
  readonly seed: number;
}

/**
 * How a draw is shared out: most where judging changes most. Findings tell precision; near misses hold most of what is lost; of
 * the rest a part is always drawn, so that recall does not rest on a guess of where losses are.
 */
const shares: Readonly<Record<LabelStratum, number>> = { fired: 0.4, near: 0.4, rest: 0.2 };

interface Ranked extends Candidate {
  readonly order: string;
}

/**
 * Simple random sample without replacement of each stratum, in one pass and constant memory. Every conversation has a permanent
 * random number, a hash of seed, rule and id (Ohlsson 1995), and each stratum gives those with the lowest: the same draw again is the
 * same draw, a larger one contains it, and when the rule changes most judged conversations are drawn again.
 */
export class LabelSample {
  readonly #options: SampleOptions;
  readonly #lowest = new Map<LabelStratum, Ranked[]>();
  readonly #population = new Map<LabelStratum, number>();

  constructor(options: SampleOptions) {
    this.#options = options;
  }

  add(candidate: Candidate): void {
    const { stratum } = candidate;
    this.#population.set(stratum, (this.#population.get(stratum) ?? 0) + 1);
    const lowest = this.#lowest.get(stratum) ?? [];
    this.#lowest.set(stratum, lowest);
    const order = this.#orderOf(candidate.interaction);
    if (lowest.length === this.#options.n && order > (lowest.at(-1)?.order ?? '')) return;
    let at = lowest.length;
    while (at > 0 && (lowest[at - 1]?.order ?? '') > order) at--;
    lowest.splice(at, 0, { ...candidate, order });
    lowest.length = Math.min(lowest.length, this.#options.n);
  }

  #orderOf(interaction: InteractionId): string {
    const { seed, rule } = this.#options;
    return contentHash([seed, rule, interaction]);
  }

  /** In the order in which they are to be judged. */
  draw(): Pick<LabelDraw, 'strata'> & { readonly items: readonly Omit<LabelItem, 'spans'>[] } {
    const strata = allocate(this.#options.n, this.#population);
    const placed = strata.flatMap(({ stratum, population, drawn }) =>
      (this.#lowest.get(stratum) ?? []).slice(0, drawn).map(({ order, ...candidate }, rank) => ({
        place: (rank + 0.5) / drawn,
        order,
        item: { ...candidate, probability: drawn / population },
      })),
    );
    placed.sort((a, b) => a.place - b.place || (a.order < b.order ? -1 : 1));
    return { strata, items: placed.map(({ item }) => item) };
  }
}

/** Shares of n, what a small stratum cannot give going to the others. */
export function allocate(n: number, populations: ReadonlyMap<LabelStratum, number>): StratumCount[] {
  const drawn = new Map<LabelStratum, number>(labelStrata.map((stratum) => [stratum, 0]));
  const room = (stratum: LabelStratum) => (populations.get(stratum) ?? 0) - (drawn.get(stratum) ?? 0);
  for (let left = n; left > 0; ) {
    const open = labelStrata.filter((stratum) => room(stratum) > 0);
    const next = open.sort((a, b) => (drawn.get(a) ?? 0) / shares[a] - (drawn.get(b) ?? 0) / shares[b])[0];
    if (next === undefined) break;
    drawn.set(next, (drawn.get(next) ?? 0) + 1);
    left--;
  }
  return labelStrata.map((stratum) => ({ stratum, population: populations.get(stratum) ?? 0, drawn: drawn.get(stratum) ?? 0 }));
}
