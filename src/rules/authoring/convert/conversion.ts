/** One rule brought over, in our language. */
export interface ConvertedRule {
  readonly id: string;
  readonly name: string;
  readonly expression: string;
}

/** What did not come over, or not quite: where in the source, and what it means for the rule. */
export interface ConversionNote {
  readonly place: string;
  readonly message: string;
}

export interface Conversion {
  readonly rules: readonly ConvertedRule[];
  readonly notes: readonly ConversionNote[];
}

/** Reads one product's rules; `name` stands for rules whose file names none. */
export type Converter = (text: string, name: string) => Conversion;

/** `Billing complaints (EU)` → `billing-complaints-eu`, as rule ids are written. */
export function idOf(name: string): string {
  const plain = name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return /^[a-z]/.test(plain) ? plain : `rule-${plain}`.replace(/-$/, '');
}
