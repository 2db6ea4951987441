/** The structured personal data that redaction finds; each stands in the analysed text as `<label>`. */
export const entityLabels = [
  'account',
  'card',
  'credentials',
  'cvv',
  'email',
  'expiry',
  'iban',
  'ip',
  'password',
  'phone',
  'pin',
  'ssn',
] as const;
export type EntityLabel = (typeof entityLabels)[number];

/** One find in an original text: character offsets, end exclusive. */
export interface Entity {
  readonly label: EntityLabel;
  readonly start: number;
  readonly end: number;
  /** 0…1; checks that can fail by chance only rarely (Luhn, mod 97) stand above 0.9, context alone below 0.7. */
  readonly confidence: number;
  /** The check that decided. Never the value. */
  readonly why: string;
  /** The whole number of which this is a part; for finding it again in the same conversation, never stored. */
  readonly digits?: string;
}

/** Adds finds to a list kept in order of place; one that overlaps an earlier find is left out. */
export function addWithoutOverlap(entities: Entity[], found: readonly Entity[]): void {
  for (const entity of found) {
    const index = firstEndingAfter(entities, entity.start);
    const next = entities[index];
    if (entity.end > entity.start && (next === undefined || next.start >= entity.end)) entities.splice(index, 0, entity);
  }
}

/** The first entity of an ordered list that covers part of the stretch. */
export function coveringEntity(entities: readonly Entity[], stretch: { readonly start: number; readonly end: number }): Entity | null {
  const next = entities[firstEndingAfter(entities, stretch.start)];
  return next !== undefined && next.start < stretch.end ? next : null;
}

function firstEndingAfter(entities: readonly Entity[], offset: number): number {
  let low = 0;
  let high = entities.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entities[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
