import { boxAt } from './mp4-boxes.ts';
import type { Mp4Sample } from './mp4-track.ts';

/** The frames of a track in order, from its table: chunks (`stco`), frames per chunk (`stsc`), sizes (`stsz`). */
export function* tableSamples(table: DataView): Generator<Mp4Sample> {
  const sizes = sampleSizes(table);
  let sample = 0;
  for (const { position, samples } of chunksOf(table)) {
    let at = position;
    for (let index = 0; index < samples && sample < sizes.count; index++, sample++) {
      const size = sizes.at(sample);
      yield { position: at, size };
      at += size;
    }
  }
}

function sampleSizes(table: DataView): { count: number; at(sample: number): number } {
  const box = boxAt(table, 'stsz');
  if (!box || box.byteLength < 12) return { count: 0, at: () => 0 };
  const common = box.getUint32(4);
  const count = common > 0 ? box.getUint32(8) : Math.min(box.getUint32(8), Math.floor((box.byteLength - 12) / 4));
  return { count, at: (sample) => (common > 0 ? common : box.getUint32(12 + sample * 4)) };
}

/** Runs of chunks with the same number of frames, unrolled. */
function* chunksOf(table: DataView): Generator<{ position: number; samples: number }> {
  const runs = boxAt(table, 'stsc');
  const short = boxAt(table, 'stco');
  const offsets = short ?? boxAt(table, 'co64');
  if (!runs || !offsets || runs.byteLength < 20) return;
  const width = short ? 4 : 8;
  const chunks = Math.floor((offsets.byteLength - 8) / width);
  let run = 8;
  for (let chunk = 0; chunk < chunks; chunk++) {
    while (run + 24 <= runs.byteLength && runs.getUint32(run + 12) <= chunk + 1) run += 12;
    const at = 8 + chunk * width;
    yield { position: short ? offsets.getUint32(at) : Number(offsets.getBigUint64(at)), samples: runs.getUint32(run + 4) };
  }
}
