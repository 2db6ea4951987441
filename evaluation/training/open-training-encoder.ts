import { createMiniLmEncoder } from '../../src/language/encoder/minilm/minilm-encoder.ts';

export interface TrainingEncoder {
  readonly version: string;
  readonly dimensions: number;
  encode(texts: readonly string[]): Promise<readonly Float32Array[]>;
}

/** The encoder of a profile; null for `lexical`. */
export async function openTrainingEncoder(profile: string): Promise<TrainingEncoder | null> {
  if (profile === 'lexical') return null;
  return createMiniLmEncoder();
}
