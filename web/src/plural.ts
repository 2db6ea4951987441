const number = new Intl.NumberFormat('en');

/** `1 contact`, `2,000 contacts`. */
export function plural(count: number, one: string, many: string): string {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}
