/** 97.5 % point of the standard normal distribution: two-sided 95 % intervals. */
export const z95 = 1.959963984540054;

export type Interval = readonly [low: number, high: number];
