import { AppError } from '../../../domain/errors.ts';
import type { BandTable } from './band-tables.ts';
import type { BitReader } from './bit-reader.ts';

/** The order in which the standard numbers the window sequences. */
export const windowSequences = ['long', 'start', 'short', 'stop'] as const;
export type WindowSequence = (typeof windowSequences)[number];
export type WindowShape = 'sine' | 'kaiser';

/** How the 1,024 coefficients of a frame are divided: one long window, or eight short ones in groups that share scale factors. */
export interface WindowLayout {
  readonly sequence: WindowSequence;
  readonly shape: WindowShape;
  /** Bands that carry anything, per group. */
  readonly bandCount: number;
  /** Windows per group. */
  readonly groups: readonly number[];
  /** Where each band starts inside a window; one more than there are bands. */
  readonly offsets: readonly number[];
  /** The band beyond which temporal noise shaping does not reach. */
  readonly tnsBands: number;
  /** Coefficients per window: 1,024 or 128. */
  readonly windowLength: number;
}

/** ics_info() of ISO/IEC 14496-3, table 4.6. */
export function readWindowLayout(bits: BitReader, table: BandTable): WindowLayout {
  bits.skip(1);
  const sequence = windowSequences[bits.read(2)] ?? 'long';
  const shape = bits.flag() ? 'kaiser' : 'sine';
  const isShort = sequence === 'short';
  const bandCount = bits.read(isShort ? 4 : 6);
  const groups = isShort ? readGroups(bits) : [1];
  if (!isShort && bits.flag()) throw new AppError('unreadable', 'the AAC stream predicts between frames: not the low-complexity profile');
  const offsets = isShort ? table.short : table.long;
  if (bandCount >= offsets.length) throw new AppError('unreadable', 'an AAC frame claims more bands than there are');
  const tnsBands = isShort ? table.tnsShort : table.tnsLong;
  return { sequence, shape, bandCount, groups, offsets, tnsBands, windowLength: isShort ? 128 : 1024 };
}

/** Seven bits: each says whether the next short window joins the group before it. */
function readGroups(bits: BitReader): number[] {
  const groups = [1];
  for (let window = 1; window < 8; window++) {
    if (bits.flag()) groups.push((groups.pop() ?? 0) + 1);
    else groups.push(1);
  }
  return groups;
}
