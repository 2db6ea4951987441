/** Newton's steps; eight are usual. */
const rounds = 25;

/**
 * Logistic regression by Newton's method with a ridge of one contact per slope: few columns, exact and the same every time. (The
 * hashed classifier of src/language/linear stops early on purpose, which here would bias.) Rows begin with 1 for the level.
 */
export function fitLogistic(rows: readonly (readonly number[])[], outcomes: readonly number[]): readonly number[] {
  const width = rows[0]?.length ?? 0;
  let weights = new Array<number>(width).fill(0);
  for (let round = 0; round < rounds; round++) {
    const gradient = weights.map((weight, column) => (column === 0 ? 0 : -weight));
    const curvature = weights.map((_, row) => weights.map((_weight, column) => (row === column ? ridgeOf(row) : 0)));
    for (const [index, row] of rows.entries()) {
      const p = predictLogistic(weights, row);
      const error = (outcomes[index] ?? 0) - p;
      const spread = Math.max(1e-9, p * (1 - p));
      for (let a = 0; a < width; a++) {
        const value = row[a] ?? 0;
        if (value === 0) continue;
        gradient[a] = (gradient[a] ?? 0) + error * value;
        const line = curvature[a] ?? [];
        for (let b = 0; b <= a; b++) line[b] = (line[b] ?? 0) + spread * value * (row[b] ?? 0);
      }
    }
    const step = solve(curvature, gradient);
    const limit = Math.min(1, 5 / Math.max(1e-12, ...step.map(Math.abs)));
    weights = weights.map((weight, column) => weight + limit * (step[column] ?? 0));
    if (Math.max(...step.map(Math.abs)) < 1e-8) break;
  }
  return weights;
}

function ridgeOf(column: number): number {
  return column === 0 ? 1e-9 : 1;
}

export function predictLogistic(weights: readonly number[], row: readonly number[]): number {
  let sum = 0;
  for (let column = 0; column < weights.length; column++) sum += (weights[column] ?? 0) * (row[column] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}

/** Solves a positive definite system of which the lower half is given (Cholesky). */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length;
  const lower: number[][] = [];
  for (let row = 0; row < size; row++) {
    const line: number[] = [];
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row]?.[column] ?? 0;
      for (let k = 0; k < column; k++) sum -= (line[k] ?? 0) * (lower[column]?.[k] ?? line[k] ?? 0);
      line.push(row === column ? Math.sqrt(Math.max(1e-12, sum)) : sum / (lower[column]?.[column] ?? 1));
    }
    lower.push(line);
  }
  const half: number[] = [];
  for (let row = 0; row < size; row++) {
    let sum = right[row] ?? 0;
    for (let k = 0; k < row; k++) sum -= (lower[row]?.[k] ?? 0) * (half[k] ?? 0);
    half.push(sum / (lower[row]?.[row] ?? 1));
  }
  const solution = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    let sum = half[row] ?? 0;
    for (let k = row + 1; k < size; k++) sum -= (lower[k]?.[row] ?? 0) * (solution[k] ?? 0);
    solution[row] = sum / (lower[row]?.[row] ?? 1);
  }
  return solution;
}
