/** Values a second: a pixel each when a minute is drawn 1,200 wide. */
export const peaksPerSecond = 20;

/** Collects the loudest sample of each twentieth of a second, 0…255: what a waveform is drawn from. */
export function createPeakMeter(sampleRate: number) {
  const peaks: number[] = [];
  let highest = 0;
  let position = 0;
  let nextPeak = sampleRate / peaksPerSecond;
  const close = () => {
    peaks.push(Math.min(255, Math.round(highest * 255)));
    highest = 0;
  };
  return {
    peaks: peaks as readonly number[],
    /** −1…1. */
    add(samples: Float32Array): void {
      for (let index = 0; index < samples.length; index++) {
        highest = Math.max(highest, Math.abs(samples[index] ?? 0));
        if (++position < nextPeak) continue;
        close();
        nextPeak = ((peaks.length + 1) * sampleRate) / peaksPerSecond;
      }
    },
    finish(): void {
      if (position > (peaks.length * sampleRate) / peaksPerSecond) close();
    },
  };
}
