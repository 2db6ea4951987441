import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMiniLmEncoder } from '../src/language/encoder/minilm/minilm-encoder.ts';
import { openStaticEncoder } from '../src/language/encoder/minilm/static-encoder.ts';
import type { SentenceEncoder } from '../src/language/encoder/sentence-encoder.ts';

/** The encoder of a profile; null for `lexical`, and for `static` while its table is not there. */
export async function openEvaluationEncoder(profile: string): Promise<SentenceEncoder | null> {
  if (profile === 'full') return keepVectors(await createMiniLmEncoder());
  if (profile !== 'static') return null;
  try {
    return openStaticEncoder();
  } catch {
    return null;
  }
}

/** Vectors of a list of texts are kept in the system's temporary folder by model and texts: measuring again costs seconds, not minutes. */
function keepVectors(encoder: SentenceEncoder): SentenceEncoder {
  const { version, dimensions } = encoder;
  return {
    version,
    dimensions,
    async encode(texts) {
      if (texts.length < 200) return encoder.encode(texts);
      const folder = join(tmpdir(), 'earshot-vectors');
      const path = join(
        folder,
        `${createHash('sha256')
          .update(`${version}\n${texts.join('\n')}`)
          .digest('hex')}.f32`,
      );
      if (!existsSync(path)) {
        const flat = new Float32Array(texts.length * dimensions);
        const vectors = await encoder.encode(texts);
        vectors.forEach((vector, at) => {
          flat.set(vector, at * dimensions);
        });
        mkdirSync(folder, { recursive: true });
        writeFileSync(path, new Uint8Array(flat.buffer));
      }
      const bytes = readFileSync(path);
      const flat = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
      return texts.map((_, at) => flat.subarray(at * dimensions, (at + 1) * dimensions));
    },
  };
}
