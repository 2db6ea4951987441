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

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}
