import type { FastifyInstance } from 'fastify';
import { AppError } from '../../domain/errors.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

export function customerRoutes(app: FastifyInstance, { content, customerKey }: HttpDependencies): void {
  serve(app, 'POST /v1/customers/search', ({ body }) => {
    const { kind, value, ...page } = body;
    const key = customerKey(kind, value);
    if (key === null) throw new AppError('invalid-input', `The value is not a readable ${kind}.`);
    return content.search({ ...page, customerKey: key });
  });
}
