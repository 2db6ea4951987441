import { cacheVectors } from '../cached-encoder.ts';
import type { SentenceEncoderModule } from '../sentence-encoder.ts';
import { createMiniLmEncoder } from './minilm-encoder.ts';
import { openStaticEncoder } from './static-encoder.ts';

/** The encoder of a profile. The table is quicker than a cache would be; the network is asked once for each text. */
export const openSentenceEncoder: SentenceEncoderModule['openSentenceEncoder'] = async (profile) => {
  if (profile === 'none') return null;
  return profile === 'static' ? openStaticEncoder() : cacheVectors(await createMiniLmEncoder());
};
