import { writeFile } from 'node:fs/promises';
import { documentMetrics } from '../src/analytics/document-metrics.ts';

/** Writes docs/METRICS.md; run after a change of the metric model. */
await writeFile(new URL('METRICS.md', import.meta.url), documentMetrics());
