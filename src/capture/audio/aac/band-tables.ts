/** Scale-factor bands of one sampling rate: where each starts, and the number of coefficients at the end. */
export interface BandTable {
  readonly long: readonly number[];
  readonly short: readonly number[];
  /** Temporal noise shaping reaches no further than this band (low-complexity profile). */
  readonly tnsLong: number;
  readonly tnsShort: number;
}

/** ISO/IEC 14496-3 table 1.18: sampling rates by their index. */
export const samplingRates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];

/** Rates between the listed ones use the bands of the nearest; each rate listed here is the least that uses its index (table 4.82). */
const leastRates = [92_017, 75_132, 55_426, 46_009, 37_566, 27_713, 23_004, 18_783, 13_856, 11_502, 9_391, 0];

export function bandsOf(sampleRate: number): BandTable {
  const index = samplingRates.indexOf(sampleRate);
  return byIndex[index === -1 ? leastRates.findIndex((least) => sampleRate >= least) : index] ?? at8;
}

/** Steps from one band to the next, as [how many bands, their width]. */
function bands(...runs: readonly (readonly [number, number])[]): number[] {
  const offsets = [0];
  for (const [count, width] of runs) for (let band = 0; band < count; band++) offsets.push((offsets.at(-1) ?? 0) + width);
  return offsets;
}

const short96 = bands([6, 4], [3, 8], [1, 16], [1, 28], [1, 36]);
const short48 = bands([5, 4], [3, 8], [3, 12], [3, 16]);
const short24 = bands([7, 4], [3, 8], [2, 12], [2, 16], [1, 20]);
const short16 = bands([8, 4], [2, 8], [2, 12], [1, 16], [2, 20]);
const short8 = bands([7, 4], [4, 8], [1, 12], [1, 16], [2, 20]);

const at96: BandTable = {
  long: bands([14, 4], [5, 8], [5, 12], [2, 16], [1, 24], [1, 28], [1, 36], [1, 44], [11, 64]),
  short: short96,
  tnsLong: 31,
  tnsShort: 9,
};
const at64: BandTable = {
  long: bands([14, 4], [4, 8], [3, 12], [3, 16], [1, 20], [2, 24], [1, 28], [1, 36], [18, 40]),
  short: short96,
  tnsLong: 34,
  tnsShort: 10,
};
const at48: BandTable = {
  long: bands([10, 4], [7, 8], [4, 12], [2, 16], [2, 20], [2, 24], [2, 28], [19, 32], [1, 96]),
  short: short48,
  tnsLong: 40,
  tnsShort: 14,
};
const at32: BandTable = {
  long: bands([10, 4], [7, 8], [4, 12], [2, 16], [2, 20], [2, 24], [2, 28], [22, 32]),
  short: short48,
  tnsLong: 51,
  tnsShort: 14,
};
const at24: BandTable = {
  long: bands([11, 4], [10, 8], [4, 12], [3, 16], [2, 20], [2, 24], [2, 28], [1, 32], [2, 36], [1, 40], [1, 44], [1, 48], [2, 52], [5, 64]),
  short: short24,
  tnsLong: 46,
  tnsShort: 14,
};
const at16: BandTable = {
  long: bands(
    [11, 8],
    [9, 12],
    [4, 16],
    [3, 20],
    [2, 24],
    [2, 28],
    [1, 32],
    [1, 36],
    [2, 40],
    [1, 44],
    [1, 48],
    [1, 52],
    [1, 56],
    [1, 60],
    [3, 64],
  ),
  short: short16,
  tnsLong: 42,
  tnsShort: 14,
};
const at8: BandTable = {
  long: bands(
    [13, 12],
    [7, 16],
    [4, 20],
    [3, 24],
    [2, 28],
    [1, 32],
    [2, 36],
    [1, 40],
    [1, 44],
    [1, 48],
    [1, 52],
    [1, 56],
    [1, 60],
    [1, 64],
    [1, 80],
  ),
  short: short8,
  tnsLong: 39,
  tnsShort: 14,
};

/** 44.1 kHz has the bands of 48 kHz, but a temporal noise shaping of its own reach. */
const byIndex: readonly BandTable[] = [at96, at96, at64, at48, { ...at48, tnsLong: 42 }, at32, at24, at24, at16, at16, at16, at8, at8];
