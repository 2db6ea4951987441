import type { FastifyInstance } from 'fastify';
import { measureCatalogue } from '../../language/measures/catalogue.ts';
import { gapReasons } from '../../language/measures/measure-scope.ts';
import { serve } from '../route.ts';

const items = measureCatalogue.map(({ name, unit, channels, roles = [], formula, exclusions = null, threshold }) => ({
  name,
  unit,
  channels,
  roles,
  formula,
  exclusions,
  thresholds: threshold?.split(', ') ?? [],
}));

export function measureRoutes(app: FastifyInstance): void {
  serve(app, 'GET /v1/measures', () => ({ items, gaps: gapReasons }));
}
