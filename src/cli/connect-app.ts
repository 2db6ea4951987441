import type { FastifyInstance } from 'fastify';
import { parseAnswer } from './connect-http.ts';
import type { Connection } from './connection.ts';

interface AppConnection extends Pick<Connection, 'finish' | 'close'> {
  /** What the app takes for a program that can read the data folder. */
  readonly token: string;
}

/** Speaks to the same app inside this process: no socket, the same routes, the same answers. */
export function connectApp(app: FastifyInstance, { token, ...own }: AppConnection): Connection {
  const headers = { host: 'localhost', authorization: `Bearer ${token}` };
  return {
    async request<Answer>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer> {
      const answer = await app.inject({
        method,
        url: path,
        headers,
        ...(body === undefined ? {} : { payload: body as object }),
      });
      return parseAnswer<Answer>(answer.statusCode, answer.body);
    },
    async *stream(path, body) {
      const sent = body === undefined ? { method: 'GET' as const } : { method: 'POST' as const, payload: body as object };
      const answer = await app.inject({ ...sent, url: path, headers, payloadAsStream: true });
      if (answer.statusCode < 400) return yield* answer.stream();
      const chunks: Uint8Array[] = [];
      for await (const chunk of answer.stream()) chunks.push(chunk);
      parseAnswer(answer.statusCode, Buffer.concat(chunks).toString());
    },
    ...own,
  };
}
