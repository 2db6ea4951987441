import type { AttributeValue } from '../domain/captured-interaction.ts';

/** A parsed JSON object whose fields nobody has checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object, empty when it is none: readers go on with what is there. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A non-empty string, numbers included; undefined otherwise. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** A finite number, also when written as a string; undefined otherwise. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Milliseconds from a count of seconds, never below zero. */
export function secondsToMs(value: unknown): number | undefined {
  const seconds = numberOf(value);
  return seconds === undefined ? undefined : Math.max(0, Math.round(seconds * 1000));
}

/** Only plain values become attributes: nested ones are left out. Own keys only, so `__proto__` is a name like any other. */
export function attributesOf(value: unknown): Record<string, AttributeValue> {
  const entries: [string, AttributeValue][] = [];
  for (const [key, inner] of Object.entries(objectOf(value))) {
    if (typeof inner === 'string' || typeof inner === 'boolean' || (typeof inner === 'number' && Number.isFinite(inner))) {
      entries.push([key, inner]);
    }
  }
  return Object.fromEntries(entries);
}

/** The same object without the fields that are undefined, so that records compare and print clean. */
export function compact<T extends object>(fields: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]: Exclude<T[Key], undefined> };
}
