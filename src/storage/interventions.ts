import type { Intervention } from '../domain/intervention.ts';

/** Port: registered interventions by id; the same id again replaces it. */
export interface Interventions {
  put(intervention: Intervention): Promise<void>;
  get(id: string): Promise<Intervention | null>;
  /** Newest day first. */
  list(): Promise<readonly Intervention[]>;
  /** False when there was none. */
  remove(id: string): Promise<boolean>;
}
