import { AppError } from '../../domain/errors.ts';
import type { SentenceEncoder } from '../../language/encoder/sentence-encoder.ts';
import { nearest } from '../../language/topics/spherical-k-means.ts';
import type { Driver, DriverModel } from './driver-model.ts';
import { embedStatements, type Statement } from './statement-vectors.ts';

export interface Assignment {
  readonly interaction: string;
  /** Null when no driver is near enough: the pool that new drivers come from. */
  readonly driver: string | null;
  /** Which part of the driver it is most like; −1 when there is none. */
  readonly part: number;
  readonly similarity: number;
}

/** Gives each statement the driver whose middle it is most like, if it is like enough. */
export async function assignDrivers(statements: readonly Statement[], model: DriverModel, encoder: SentenceEncoder): Promise<Assignment[]> {
  if (encoder.version !== model.encoder) {
    throw new AppError('bad-request', `The drivers were fitted with ${model.encoder}, not with ${encoder.version}: fit them again.`);
  }
  const seats = model.drivers.flatMap(seatsOf);
  const centroids = new Float32Array(seats.length * encoder.dimensions);
  for (const [place, { of }] of seats.entries()) centroids.set(of.centroid, place * encoder.dimensions);
  const vectors = await embedStatements(statements, { encoder, commonplace: model.commonplace });
  return statements.map(({ interaction }, index) => {
    const vector = vectors[index];
    if (!vector?.some((value) => value !== 0)) return { interaction, driver: null, part: -1, similarity: 0 };
    const { place, similarity } = nearest(vector, centroids);
    const seat = seats[place];
    if (seat === undefined || seat.driver.retired || similarity < seat.of.threshold)
      return { interaction, driver: null, part: -1, similarity };
    return { interaction, driver: seat.driver.id, part: seat.firstPart + nearest(vector, seat.of.parts).place, similarity };
  });
}

/** A middle of a driver: its own, or that of one that was merged into it. */
interface Seat {
  readonly driver: Driver;
  readonly of: Driver;
  /** Number of its first part in the driver. */
  readonly firstPart: number;
}

function seatsOf(driver: Driver): Seat[] {
  let firstPart = 0;
  return [driver, ...(driver.absorbed ?? [])].map((of) => {
    const seat = { driver, of, firstPart };
    firstPart += of.parts.length / of.centroid.length;
    return seat;
  });
}
