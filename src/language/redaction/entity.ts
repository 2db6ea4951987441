/** Personal data that redaction takes out; each stands in the analysed text as `<label>`. */
export const redactedLabels = [
  'account',
  'address',
  'age',
  'birthdate',
  'card',
  'credentials',
  'cvv',
  'email',
  'expiry',
  'iban',
  'ip',
  'password',
  'person',
  'phone',
  'pin',
  'postcode',
  'ssn',
] as const;
/** What is only marked: it says much about a contact and, alone, nothing about who it was. */
export const markedLabels = ['date', 'domain', 'nationality', 'organisation', 'place', 'title'] as const;
export type EntityLabel = (typeof redactedLabels)[number] | (typeof markedLabels)[number];

const redacted: ReadonlySet<EntityLabel> = new Set(redactedLabels);

export function isRedacted({ label }: Pick<Entity, 'label'>): boolean {
  return redacted.has(label);
}

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
