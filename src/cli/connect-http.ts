import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type ErrorCode, errorCodes } from '../domain/errors.ts';
import type { Connection } from './connection.ts';

/** Where a running server listens, as `server.json` in its data folder says. */
export interface ServerPlace {
  readonly address: string;
  readonly token: string;
}

/** A rule over everything stored, or a draw from it, reads the whole store before it answers. */
const requestTimeoutMs = 300_000;
const pollMs = 250;

/** Speaks to the server that owns the data folder. */
export function connectHttp(place: ServerPlace): Connection {
  const { address, token } = place;
  const headers = { authorization: `Bearer ${token}` };
  const connection: Connection = {
    async request<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
      const answer = await fetch(new URL(path, address), {
        method,
        headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(requestTimeoutMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return parseAnswer<Answer>(answer.status, await answer.text());
    },
    async *stream(path, body) {
      const sent =
        body === undefined
          ? { headers }
          : { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
      const answer = await fetch(new URL(path, address), sent);
      if (!answer.ok || answer.body === null) parseAnswer(answer.status, await answer.text());
      else yield* answer.body;
    },
    async finish() {
      for (;;) {
        const { waiting, working } = await connection.request<{ waiting: number; working: number }>('GET', '/v1/progress');
        if (waiting + working === 0) return;
        await sleep(pollMs);
      }
    },
    close: async () => undefined,
  };
  return connection;
}

/** The JSON of a good answer; a problem answer is thrown with its own words. */
export function parseAnswer<Answer>(status: number, text: string): Answer {
  const body: unknown = text === '' ? null : JSON.parse(text);
  if (status < 400) return body as Answer;
  const problem = body as { type?: string; detail?: string; title?: string };
  const code = Object.keys(errorCodes).find((known): known is ErrorCode => problem.type?.endsWith(known) === true) ?? 'internal';
  throw new AppError(code, problem.detail ?? problem.title ?? `the server answered ${status}`);
}
