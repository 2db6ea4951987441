/**
 * Seeded random numbers: the same seed gives the same bytes on every machine and every Node version.
 * Generator: sfc32 (Chris Doty-Humphrey's PractRand family), seeded through a 32-bit FNV-1a hash of the seed's text.
 */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number;
  /** Both ends inclusive. */
  integer(min: number, max: number): number;
  between(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** One key of a weight table. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K;
  poisson(mean: number): number;
  normal(mean: number, deviation: number): number;
  /** An independent stream: what one conversation draws never shifts the next one. */
  fork(label: string): Random;
}

export function createRandom(seed: string): Random {
  const next = sfc32(seed);
  const between = (min: number, max: number) => min + next() * (max - min);
  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));

  function pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(next() * items.length)];
    if (item === undefined) throw new RangeError('pick from an empty list');
    return item;
  }

  function weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K {
    const entries = Object.entries(weights) as [K, number][];
    let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) {
      left -= weight;
      if (left < 0) return key;
    }
    return pick(entries)[0];
  }

  function normal(mean: number, deviation: number): number {
    return mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  }

  /** Knuth's product of uniforms; means here stay below 60. */
  function poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = next(); product > limit; product *= next()) count += 1;
    return count;
  }

  const chance = (probability: number) => next() < probability;
  const fork = (label: string) => createRandom(`${seed}/${label}`);
  return { next, integer, between, chance, pick, weighted, poisson, normal, fork };
}

function sfc32(seed: string): () => number {
  let a = fnv1a(`${seed}#a`);
  let b = fnv1a(`${seed}#b`);
  let c = fnv1a(`${seed}#c`);
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash | 0;
}
