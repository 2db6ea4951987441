import { randomBytes } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { Intervention } from '../../domain/intervention.ts';
import type { MetricStore } from '../../storage/aggregate.ts';
import type { Interventions } from '../../storage/interventions.ts';
import { dimensionNamed } from '../metric-query.ts';
import { metricOf } from '../run-query.ts';
import { findEffect, type InterventionEffect } from './find-effect.ts';

export interface DeskDependencies {
  readonly interventions: Interventions;
  readonly metrics: MetricStore;
  readonly now?: () => Date;
}

export type NewIntervention = Omit<Intervention, 'id' | 'registeredBy' | 'registeredAt'>;

/** What was done, kept beside what it changed. */
export function createInterventionDesk({ interventions, metrics, now = () => new Date() }: DeskDependencies) {
  return {
    async add(given: NewIntervention, by: string): Promise<Intervention> {
      // A misspelt name is told now, not when the effect is asked for.
      metricOf(given.metric);
      for (const { dimension } of [...given.scope, ...(given.comparison ?? [])]) dimensionNamed(dimension);
      const intervention = { ...given, id: randomBytes(6).toString('hex'), registeredBy: by, registeredAt: now().toISOString() };
      await interventions.put(intervention);
      return intervention;
    },
    list: (): Promise<readonly Intervention[]> => interventions.list(),
    remove: (id: string): Promise<boolean> => interventions.remove(id),
    async effect(id: string): Promise<InterventionEffect> {
      const intervention = await interventions.get(id);
      if (intervention === null)
        throw new AppError('not-found', `There is no intervention ${id}: \`earshot interventions list\` shows them.`);
      return findEffect(metrics, intervention, now());
    },
  };
}
