/** Collects the loudest sample of each stretch of `samplesPerPeak`, 0…255: what a waveform is drawn from. */
export function createPeakMeter(samplesPerPeak: number) {
  const peaks: number[] = [];
  let highest = 0;
  let counted = 0;
  const close = () => {
    peaks.push(Math.round((highest / 32_768) * 255));
    highest = 0;
    counted = 0;
  };
  return {
    peaks: peaks as readonly number[],
    add(samples: Int16Array): void {
      for (let index = 0; index < samples.length; index++) {
        highest = Math.max(highest, Math.abs(samples[index] ?? 0));
        if (++counted === samplesPerPeak) close();
      }
    },
    finish(): void {
      if (counted > 0) close();
    },
  };
}
