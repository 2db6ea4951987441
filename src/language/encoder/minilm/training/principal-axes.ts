/**
 * The directions in which unit vectors differ most, largest first: eigenvectors of their second moments by orthogonal iteration.
 * Rows of the result are axes.
 */
export function principalAxes(vectors: readonly Float32Array[], count: number): Float32Array[] {
  const width = vectors[0]?.length ?? 0;
  const moments = secondMoments(vectors, width);
  let axes: Float32Array[] = Array.from({ length: count }, (_, axis) =>
    Float32Array.from({ length: width }, (_unused, at) => Math.sin(1 + axis * width + at)),
  );
  for (let round = 0; round < 40; round++) {
    axes = orthonormal(axes.map((axis) => multiply(moments, axis)));
  }
  return axes;
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

function secondMoments(vectors: readonly Float32Array[], width: number): Float32Array[] {
  const moments = Array.from({ length: width }, () => new Float32Array(width));
  for (const vector of vectors) {
    for (let row = 0; row < width; row++) addScaled(moments[row], vector, (vector[row] ?? 0) / vectors.length);
  }
  return moments;
}

function multiply(matrix: readonly Float32Array[], vector: Float32Array): Float32Array {
  return Float32Array.from(matrix, (row) => dot(row, vector));
}

/** Gram-Schmidt, in order. */
function orthonormal(vectors: readonly Float32Array[]): Float32Array[] {
  const done: Float32Array[] = [];
  for (const vector of vectors) {
    for (const other of done) addScaled(vector, other, -dot(vector, other));
    const length = Math.sqrt(dot(vector, vector)) || 1;
    done.push(vector.map((value) => value / length));
  }
  return done;
}

function addScaled(target: Float32Array | undefined, vector: Float32Array, factor: number): void {
  if (target) for (let at = 0; at < target.length; at++) target[at] = (target[at] ?? 0) + (vector[at] ?? 0) * factor;
}
