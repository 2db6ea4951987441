/** Something a customer said, and where. */
export interface Verbatim {
  readonly interaction: string;
  readonly customer: string | null;
  readonly text: string;
  readonly vector: Float32Array;
}

/** Weight of being typical against saying something that the ones before do not (Carbonell and Goldstein 1998). */
const typicality = 0.6;

/**
 * A few that stand for all: each next one is like what most say and unlike what was picked, and none is of a contact or a customer that
 * was heard already.
 */
export function pickVerbatims(said: readonly Verbatim[], wanted: number): Verbatim[] {
  const middle = middleOf(said);
  const picked: Verbatim[] = [];
  const heard = new Set<string>();
  const value = (one: Verbatim) => {
    const repeats = Math.max(0, ...picked.map(({ vector }) => cosine(vector, one.vector)));
    return typicality * cosine(one.vector, middle) - (1 - typicality) * repeats;
  };
  while (picked.length < wanted) {
    const left = said.filter(({ interaction, customer }) => !heard.has(interaction) && !(customer !== null && heard.has(customer)));
    const [first, ...others] = left.map((one) => ({ one, value: value(one) }));
    if (first === undefined) break;
    const { one } = others.reduce((best, each) => (each.value > best.value ? each : best), first);
    picked.push(one);
    heard.add(one.interaction);
    if (one.customer !== null) heard.add(one.customer);
  }
  return picked;
}

function middleOf(said: readonly Verbatim[]): Float32Array {
  const sum = new Float32Array(said[0]?.vector.length ?? 0);
  for (const { vector } of said) for (const [at, value] of vector.entries()) sum[at] = (sum[at] ?? 0) + value;
  const length = Math.hypot(...sum) || 1;
  return sum.map((value) => value / length);
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}
