import { createHash } from 'node:crypto';

/** 32 hex digits; stable for one contact of one source, whatever its content. */
export type InteractionId = string & { readonly brand: 'InteractionId' };

/** SHA-256 of the plain bytes, 64 hex digits: the name under which an original is kept. */
export type BlobHash = string & { readonly brand: 'BlobHash' };

export interface InteractionKey {
  readonly tenant: string;
  readonly source: string;
  readonly externalId: string;
}

/** Two captures with the same tenant, source and external id are the same contact. */
export function interactionId(key: InteractionKey): InteractionId {
  const name = JSON.stringify([key.tenant, key.source, key.externalId]);
  return createHash('sha256').update(name).digest('hex').slice(0, 32) as InteractionId;
}

/** Key order does not matter, so equal content hashes alike however it was written. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** JSON with its keys in one order. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sortKeys(value)) ?? 'null';
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(fields.map(([key, inner]) => [key, sortKeys(inner)]));
}
