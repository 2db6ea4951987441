import { z } from 'zod';
import { channels, roles } from '../../domain/vocabulary.ts';

/** What each measure means, so that whoever shows a number can show its definition too (docs/MEASURES.md has the same words). */
export const measureCatalogueSchema = z.object({
  items: z.array(
    z
      .object({
        /** Without the role: `measures.values` holds `name`, or `name.role` for each of `roles`. */
        name: z.string(),
        unit: z.enum(['ms', 'ratio', 'count', 'per_minute', 'words_per_minute', 'position', 'score']),
        channels: z.array(z.enum(channels)),
        roles: z.array(z.enum(roles)),
        formula: z.string(),
        /** What is left out. */
        exclusions: z.string().nullable(),
        /** Settings of the workspace's `measures:` that change it. */
        thresholds: z.array(z.string()),
      })
      .meta({ id: 'MeasureDefinition' }),
  ),
  /** Meaning of the reasons in `measures.gaps`. */
  gaps: z.record(z.string(), z.string()),
});
