import type { Likeness } from '../rules/likeness.ts';

/** The API as the command line speaks it: over HTTP to a running server, or to the same app inside this process. */
export interface Connection {
  /** The parsed JSON answer; a problem answer becomes an AppError with its message. */
  request<Answer>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer>;
  /** The body as it comes, for exports; POST when there is something to send. */
  stream(path: string, body?: unknown): AsyncIterable<Uint8Array>;
  /** Resolves when nothing waits on the line any more. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

export interface DataOptions {
  readonly data: string;
  readonly workspace: string;
}

/** What the command line needs from outside; `start.ts` gives it. */
export interface CliEnvironment {
  connect(options: DataOptions): Promise<Connection>;
  /** Resolves when the server has stopped. */
  serve(options: DataOptions & { readonly port: number; readonly host: string; readonly sample: boolean }): Promise<void>;
  /** What `like` asks in this workspace; without one, what it asks in a new workspace. */
  likeness(workspace?: string): Promise<Likeness>;
  evaluate(options: { corpora: string; train: string; only: readonly string[]; json: boolean }): Promise<number>;
  bench(options: { only: readonly string[]; json: boolean; full: boolean }): Promise<void>;
}

/** `?a=1&b=2` of what is given. */
export function queryString(fields: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) query.set(name, String(value));
  return query.size === 0 ? '' : `?${query}`;
}
