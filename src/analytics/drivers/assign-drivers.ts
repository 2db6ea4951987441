import { AppError } from '../../domain/errors.ts';
import type { SentenceEncoder } from '../../language/encoder/sentence-encoder.ts';
import { nearest } from '../../language/topics/spherical-k-means.ts';
import type { DriverModel } from './driver-model.ts';
import type { Statement } from './fit-drivers.ts';

export interface Assignment {
  readonly interaction: string;
  /** Null when no driver is near enough: the pool that new drivers come from. */
  readonly driver: string | null;
  readonly similarity: number;
}

/** Gives each statement the driver whose middle it is most like, if it is like enough. */
export async function assignDrivers(statements: readonly Statement[], model: DriverModel, encoder: SentenceEncoder): Promise<Assignment[]> {
  if (encoder.version !== model.encoder) {
    throw new AppError('bad-request', `The drivers were fitted with ${model.encoder}, not with ${encoder.version}: fit them again.`);
  }
  const centroids = new Float32Array(model.drivers.length * encoder.dimensions);
  for (const [place, { centroid }] of model.drivers.entries()) centroids.set(centroid, place * encoder.dimensions);
  const texts = [...new Set(statements.map(({ text }) => text))];
  const vectors = await encoder.encode(texts);
  const places = new Map(texts.map((text, index) => [text, nearest(vectors[index] ?? new Float32Array(encoder.dimensions), centroids)]));
  return statements.map(({ interaction, text }) => {
    const { place, similarity } = places.get(text) ?? { place: -1, similarity: 0 };
    const driver = model.drivers[place];
    const near = driver !== undefined && text !== '' && similarity >= driver.threshold;
    return { interaction, driver: near ? driver.id : null, similarity };
  });
}
