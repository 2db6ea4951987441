import type { Reply } from '../../../../src/http/contract/routes.ts';

export type ApiKey = Reply<'GET /v1/keys'>['items'][number];

/** Whether a key is good now, and until when. */
export function keyState(
  { revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>,
  now: number,
): 'revoked' | 'expired' | 'until' | 'in-force' {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt === null) return 'in-force';
  return Date.parse(expiresAt) <= now ? 'expired' : 'until';
}
