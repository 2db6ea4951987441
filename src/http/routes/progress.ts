import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';
import { streamProgress } from '../stream-progress.ts';

export function progressRoutes(app: FastifyInstance, { line }: HttpDependencies): void {
  serve(app, 'GET /v1/progress', () => line.progress());

  serve(app, 'GET /v1/progress/stream', ({ headers }, { reply }) => {
    const events = streamProgress(() => line.progress(), { lastEventId: headers['last-event-id'] });
    return reply.type('text/event-stream').header('cache-control', 'no-store').send(Readable.from(events));
  });
}
