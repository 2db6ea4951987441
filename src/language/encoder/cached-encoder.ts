import { createHash } from 'node:crypto';
import type { SentenceEncoder } from './sentence-encoder.ts';

/** 20,000 vectors of 384 numbers are 30 MB. */
const mostVectors = 20_000;

/**
 * Embeds nothing twice: vectors by the hash of their text, the longest unused forgotten first. One encoder has one version, so the
 * version need not be in the key.
 */
export function cacheVectors(encoder: SentenceEncoder, most = mostVectors): SentenceEncoder {
  const known = new Map<string, Promise<Float32Array>>();
  return {
    version: encoder.version,
    dimensions: encoder.dimensions,
    async encode(texts) {
      const keys = texts.map(keyOf);
      const missing = new Map(keys.map((key, index) => [key, texts[index] ?? ''] as const).filter(([key]) => !known.has(key)));
      const encoding = missing.size > 0 ? encoder.encode([...missing.values()]) : Promise.resolve([]);
      [...missing.keys()].forEach((key, index) => {
        known.set(
          key,
          encoding.then((vectors) => vectors[index] ?? new Float32Array(encoder.dimensions)),
        );
      });
      const found = keys.map((key) => touch(known, key));
      encoding.catch(() => {
        for (const key of missing.keys()) known.delete(key);
      });
      for (const key of known.keys()) {
        if (known.size <= most) break;
        known.delete(key);
      }
      return Promise.all(found.map((vector) => vector ?? new Float32Array(encoder.dimensions)));
    },
  };
}

function touch(known: Map<string, Promise<Float32Array>>, key: string): Promise<Float32Array> | undefined {
  const vector = known.get(key);
  if (vector) {
    known.delete(key);
    known.set(key, vector);
  }
  return vector;
}

/** Texts are not kept, only what stands for them. */
function keyOf(text: string): string {
  return createHash('sha1').update(text).digest('base64');
}
