import type { Analyser } from '../analyser.ts';
import { findStatements } from './find-statements.ts';

/** Problem statements: what the contact is about, for reasons, topics and the list of contacts. */
export const statementsAnalyser: Analyser = {
  name: 'statements',
  version: 'statements-1',
  languages: ['en'],
  needs: [],
  adds: ['statements'],
  analyse: ({ turns, annotations }) => ({ parts: { statements: findStatements(turns, annotations) } }),
};
