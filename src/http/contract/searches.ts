import { z } from 'zod';

export const savedSearchBodySchema = z.object({
  name: z.string().trim().min(1).max(120),
  query: z.string().trim().min(1).max(10_000).describe('As it is typed: docs/SEARCH.md'),
});

const savedSearchSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    query: z.string(),
    owner: z.string().describe('Who keeps it, as the audit log calls them'),
    savedAt: z.string(),
    isOwn: z.boolean().describe('The caller may rename and remove it'),
  })
  .meta({ id: 'SavedSearch' });

export const savedSearchesSchema = z.object({ items: z.array(savedSearchSchema) });
