import type { FastifyInstance } from 'fastify';
import { within } from '../../access/within-scope.ts';
import { AppError } from '../../domain/errors.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';

export function customerRoutes(app: FastifyInstance, dependencies: HttpDependencies): void {
  serve(app, 'POST /v1/customers/search', ({ body }, { viewer }) => {
    const { kind, value, ...page } = body;
    const key = dependencies.customerKey(kind, value);
    if (key === null) throw new AppError('invalid-input', `The value is not a readable ${kind}.`);
    return within(dependencies, viewer.scope).content.search({ ...page, customerKey: key });
  });
}
