import { type Association, associate, type Stratum } from '../../src/analytics/causes/association.ts';
import { type AdjustedRow, type DoublyRobust, doublyRobust } from '../../src/analytics/causes/doubly-robust.ts';
import { type Draws, drawsOf } from './random-draws.ts';

export interface CauseWorld {
  /** Of the ratio of rates within channels and queues, the same in all. */
  readonly ratio: number;
  readonly association: Association;
  /** True difference of the two rates over all contacts, and what was estimated. */
  readonly difference: number;
  readonly robust: DoublyRobust | null;
}

const contacts = 3000;
const channels = ['voice', 'chat', 'email'];
const queues = ['care', 'sales', 'desk', 'returns'];

/**
 * Channel and queue decide how often contacts have the exposure and how often the outcome, so that a ratio of 1 looks like about 1.8 before
 * adjusting. Every third world has no effect, the others ratios of 1.5 and 0.7.
 */
export function causeWorld(seed: number): CauseWorld {
  const draws = drawsOf(seed);
  const ratio = [1, 1.5, 0.7][seed % 3] ?? 1;
  const [busy, calm] = [0.5 + 0.2 * draws.uniform(), 0.08 + 0.08 * draws.uniform()];
  const lift = queues.map(() => 0.8 + 0.4 * draws.uniform());
  let difference = 0;
  const rows = Array.from({ length: contacts }, (_, index): AdjustedRow => {
    const [channel, queue] = [pick(draws, channels.length), pick(draws, queues.length)];
    const exposed = draws.uniform() < (channel === 0 ? busy : calm) * (lift[queue] ?? 1);
    const base = (channel === 0 ? 0.3 : 0.1) * (lift[queue] ?? 1);
    difference += (base * ratio - base) / contacts;
    const outcome = draws.uniform() < base * (exposed ? ratio : 1) ? 1 : 0;
    return { exposed, outcome, cluster: String(index), confounders: [channels[channel] ?? '', queues[queue] ?? ''] };
  });
  return { ratio, association: associate(strataOf(rows)), difference, robust: doublyRobust(rows) };
}

/** Within every queue the exposure helps; over all it seems to harm, because the hard queue has it most. Whether that is told. */
export function flipWorld(seed: number): boolean {
  const draws = drawsOf(seed);
  const helps = 0.7 + 0.15 * draws.uniform();
  const rows = Array.from({ length: contacts }, (_, index): AdjustedRow => {
    const hard = draws.uniform() < 0.5;
    const exposed = draws.uniform() < (hard ? 0.8 : 0.2);
    const outcome = draws.uniform() < (hard ? 0.4 : 0.1) * (exposed ? helps : 1) ? 1 : 0;
    return { exposed, outcome, cluster: String(index), confounders: [hard ? 'desk' : 'care'] };
  });
  return associate(strataOf(rows)).directionDiffers;
}

/** Confounding without any flip: ratios agree in all strata and with the whole. Whether it was flagged all the same. */
export function plainWorld(seed: number): boolean {
  const draws = drawsOf(seed);
  const rows = Array.from({ length: contacts }, (_, index): AdjustedRow => {
    const queue = pick(draws, queues.length);
    const exposed = draws.uniform() < 0.3;
    const outcome = draws.uniform() < (0.1 + 0.05 * queue) * (exposed ? 1.5 : 1) ? 1 : 0;
    return { exposed, outcome, cluster: String(index), confounders: [queues[queue] ?? ''] };
  });
  return associate(strataOf(rows)).directionDiffers;
}

function pick(draws: Draws, count: number): number {
  return Math.floor(draws.uniform() * count);
}

function strataOf(rows: readonly AdjustedRow[]): Stratum[] {
  return [...Map.groupBy(rows, ({ confounders }) => confounders.join(' '))].map(([name, members]) => {
    const having = members.filter(({ exposed }) => exposed);
    const outcomes = (some: readonly AdjustedRow[]) => some.reduce((sum, { outcome }) => sum + outcome, 0);
    const exposedOutcomes = outcomes(having);
    return {
      name,
      exposed: having.length,
      exposedOutcomes,
      unexposed: members.length - having.length,
      unexposedOutcomes: outcomes(members) - exposedOutcomes,
    };
  });
}
