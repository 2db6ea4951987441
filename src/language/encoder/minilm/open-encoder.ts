import { cacheVectors } from '../cached-encoder.ts';
import type { SentenceEncoderModule } from '../sentence-encoder.ts';
import { openStaticEncoder, type StaticEncoder, staticVersion } from './static-encoder.ts';

/** One for each thread, whoever asks: it has 8 MB of rows. */
let table: StaticEncoder | null = null;

function openTable(): StaticEncoder {
  table ??= openStaticEncoder();
  return table;
}

/** The encoder of a profile. The table is quicker than a cache would be; the network is asked once for each text. */
export const openSentenceEncoder: SentenceEncoderModule['openSentenceEncoder'] = async (profile) => {
  if (profile === 'none') return null;
  if (profile === 'static') return openTable();
  // Its runtime is loaded for those who use it alone.
  const { createMiniLmEncoder } = await import('./minilm-encoder.ts');
  return cacheVectors(await createMiniLmEncoder());
};

/** The table in every profile that has an encoder: the network cannot answer at once. */
export const openInstantEncoder: SentenceEncoderModule['openInstantEncoder'] = (profile) =>
  profile === 'none' ? null : { version: staticVersion, encodeOne: (text) => openTable().encodeOne(text) };
