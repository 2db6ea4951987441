import type { FastifyInstance } from 'fastify';
import { answerOnce } from '../answer-once.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { receiveContact } from '../receive-contact.ts';
import { serve } from '../route.ts';

export function ingestRoutes(app: FastifyInstance, { records, blobs, line }: HttpDependencies): void {
  serve(app, 'POST /v1/interactions', async ({ headers }, { request, reply }) => {
    const contact = await receiveContact(request, blobs);
    const key = headers['idempotency-key'];
    const answer = await answerOnce({ keys: records.idempotency, key, request: contact, status: 202 }, () => line.capture(contact));
    return reply
      .status(answer.status)
      .type('application/json')
      .serializer((text: string) => text)
      .send(answer.body);
  });
}
