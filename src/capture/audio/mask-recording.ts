import type { Mask } from '../../domain/interaction.ts';
import type { AudioStream } from './audio-stream.ts';

export const wavHeaderBytes = 44;
const bytesPerSample = 2;
/** Silence begins and ends over this long, so that it does not click. */
const fadeMs = 5;

/**
 * A recording as a wav file (PCM, 16 bits, its own rate and channels) that is silent where it is masked. Gives the samples
 * block by block in constant memory; the header comes from `wavHeader` when their length is known.
 */
export function* maskRecording(stream: AudioStream, masks: readonly Mask[]): Generator<Buffer> {
  const silences = Array.from({ length: stream.channels }, (_unused, channel) => silencesOf(masks, channel, stream.sampleRate));
  let frame = 0;
  for (const block of stream.blocks()) {
    const frames = block[0]?.length ?? 0;
    const bytes = Buffer.allocUnsafe(frames * stream.channels * bytesPerSample);
    block.forEach((samples, channel) => {
      const gain = gainReader(silences[channel] ?? [], (fadeMs / 1000) * stream.sampleRate);
      for (let index = 0; index < frames; index++) {
        const sample = Math.max(-1, Math.min(1, samples[index] ?? 0)) * gain(frame + index);
        bytes.writeInt16LE(Math.round(sample * 32_767), (index * stream.channels + channel) * bytesPerSample);
      }
    });
    frame += frames;
    yield bytes;
  }
}

export interface WavFacts {
  readonly channels: number;
  readonly sampleRate: number;
  readonly dataBytes: number;
}

/** The 44 bytes before the samples. */
export function wavHeader({ channels, sampleRate, dataBytes }: WavFacts): Buffer {
  const header = Buffer.alloc(wavHeaderBytes);
  header.write('RIFF', 0);
  header.writeUInt32LE(Math.min(0xffff_ffff, wavHeaderBytes - 8 + dataBytes), 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * channels * bytesPerSample, 28);
  header.writeUInt16LE(channels * bytesPerSample, 32);
  header.writeUInt16LE(8 * bytesPerSample, 34);
  header.write('data', 36);
  header.writeUInt32LE(Math.min(0xffff_ffff, dataBytes), 40);
  return header;
}

interface Silence {
  /** Frames; the end is exclusive. */
  readonly from: number;
  readonly to: number;
}

function silencesOf(masks: readonly Mask[], channel: number, sampleRate: number): readonly Silence[] {
  return masks
    .filter((mask) => mask.channel === undefined || mask.channel === channel)
    .map(({ startMs, endMs }) => ({ from: Math.floor((startMs / 1000) * sampleRate), to: Math.ceil((endMs / 1000) * sampleRate) }))
    .sort((a, b) => a.from - b.from);
}

/** The factor for each frame, asked in order: 0 inside a silence, rising to 1 beside it. */
function gainReader(silences: readonly Silence[], fadeFrames: number): (frame: number) => number {
  let next = 0;
  return (frame) => {
    while ((silences[next]?.to ?? Number.POSITIVE_INFINITY) + fadeFrames <= frame) next++;
    let gain = 1;
    for (let index = next; index < silences.length; index++) {
      const { from, to } = silences[index] as Silence;
      if (from - fadeFrames > frame) break;
      const distance = frame < from ? from - frame : frame >= to ? frame - to + 1 : 0;
      gain = Math.min(gain, distance / fadeFrames);
    }
    return gain;
  };
}
