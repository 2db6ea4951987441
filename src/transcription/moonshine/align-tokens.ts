/**
 * Dynamic time warping of tokens over encoder frames: each token gets a stretch of frames, in order, such that the
 * attention along the path is greatest. Returns the first frame of each token.
 */
export function alignTokens(attention: readonly Float32Array[]): number[] {
  const frames = attention[0]?.length ?? 0;
  const costs = attention.map(normalisedCost);
  const width = frames + 1;
  const total = new Float64Array((attention.length + 1) * width).fill(Number.POSITIVE_INFINITY);
  const cameBy = new Uint8Array(total.length);
  total[0] = 0;
  for (let token = 1; token <= attention.length; token++) {
    for (let frame = 1; frame <= frames; frame++) {
      const here = token * width + frame;
      const diagonal = total[here - width - 1] ?? 0;
      const sameFrame = total[here - width] ?? 0;
      const sameToken = total[here - 1] ?? 0;
      const best = Math.min(diagonal, sameFrame, sameToken);
      total[here] = best + (costs[token - 1]?.[frame - 1] ?? 0);
      cameBy[here] = best === diagonal ? 0 : best === sameToken ? 2 : 1;
    }
  }
  return traceStarts(cameBy, attention.length, frames);
}

function traceStarts(cameBy: Uint8Array, tokens: number, frames: number): number[] {
  const starts = new Array<number>(tokens).fill(0);
  let token = tokens;
  let frame = frames;
  while (token > 0 && frame > 0) {
    starts[token - 1] = frame - 1;
    const step = cameBy[token * (frames + 1) + frame];
    if (step !== 2) token--;
    if (step !== 1) frame--;
  }
  return starts;
}

/** Smoothed over three frames, then scaled to its own peak: sharp and flat rows weigh alike. */
function normalisedCost(row: Float32Array): Float32Array {
  const smooth = row.map((value, index) => (value + (row[index - 1] ?? value) + (row[index + 1] ?? value)) / 3);
  const peak = Math.max(1e-9, ...smooth);
  return smooth.map((value) => -value / peak);
}
