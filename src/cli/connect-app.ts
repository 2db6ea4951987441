import type { FastifyInstance } from 'fastify';
import { parseAnswer } from './connect-http.ts';
import type { Connection } from './connection.ts';

/** Speaks to the same app inside this process: no socket, the same routes, the same answers. */
export function connectApp(app: FastifyInstance, own: Pick<Connection, 'finish' | 'close'>): Connection {
  return {
    async request<Answer>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer> {
      const answer = await app.inject({
        method,
        url: path,
        headers: { host: 'localhost' },
        ...(body === undefined ? {} : { payload: body as object }),
      });
      return parseAnswer<Answer>(answer.statusCode, answer.body);
    },
    async *stream(path) {
      const answer = await app.inject({ method: 'GET', url: path, headers: { host: 'localhost' }, payloadAsStream: true });
      if (answer.statusCode < 400) return yield* answer.stream();
      const chunks: Uint8Array[] = [];
      for await (const chunk of answer.stream()) chunks.push(chunk);
      parseAnswer(answer.statusCode, Buffer.concat(chunks).toString());
    },
    ...own,
  };
}
