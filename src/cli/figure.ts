/** Three figures that mean something; whole numbers whole. */
export function figure(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return String(Math.round(value));
  return value.toPrecision(3);
}

/** With its sign, as changes are written. */
export function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${figure(value)}`;
}

/** `+0.12 [0.03, 0.21]` */
export function estimateText({ value, interval }: { readonly value: number; readonly interval: readonly [number, number] }): string {
  return `${signed(value)} [${interval.map(figure).join(', ')}]`;
}
