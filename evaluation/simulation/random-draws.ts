import { mulberry32 } from '../bootstrap.ts';

/** Draws from the distributions that worlds are made of, the same for the same seed. */
export interface Draws {
  uniform(): number;
  normal(): number;
  poisson(mean: number): number;
  /** Mean `mean`, variance `mean · dispersion`. */
  negativeBinomial(mean: number, dispersion: number): number;
}

export function drawsOf(seed: number): Draws {
  const uniform = mulberry32(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const poisson = (mean: number): number => {
    if (mean > 500) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    let [count, product] = [0, uniform()];
    for (const limit = Math.exp(-mean); product > limit; count++) product *= uniform();
    return count;
  };
  // Marsaglia and Tsang 2000.
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  return {
    uniform,
    normal,
    poisson,
    negativeBinomial: (mean, dispersion) =>
      dispersion <= 1.001 ? poisson(mean) : poisson(gamma(mean / (dispersion - 1)) * (dispersion - 1)),
  };
}
