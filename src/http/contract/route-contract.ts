import type { z } from 'zod';
import type { RoutePermission } from '../../domain/permission.ts';

/** One route as both sides know it: the server validates and documents with it, the web client takes its types from it. */
export interface RouteContract {
  readonly summary: string;
  readonly tag: 'interactions' | 'customers' | 'rules' | 'analytics' | 'operations' | 'access' | 'health';
  /** What the caller must be allowed; src/access/roles.ts says who is. */
  readonly permission: RoutePermission;
  /**
   * The answer holds only what the caller's teams or own contacts let see, or nothing of any contact. A route that does not say so
   * is refused to supervisors and agents, whatever they are permitted: it would tell of everybody's conversations.
   */
  readonly withinScope?: true;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly headers?: z.ZodType;
  readonly body?: z.ZodType;
  /** The route reads its body itself (JSON or multipart); `body` then only documents it. */
  readonly readsBody?: true;
  /** Status of success; 200 when absent. */
  readonly status?: 200 | 202 | 302;
  /** How often one address may call it in a minute; unlimited when absent. */
  readonly attemptsPerMinute?: number;
  /** Media type of the reply when it is not JSON. */
  readonly produces?: string;
  readonly reply: z.ZodType;
}

/** Stored records are never changed by a reader, so every reply is read-only on both sides. Arrays and tuples stay what they are. */
export type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
