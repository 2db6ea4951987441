import { z } from 'zod';

/** `reasons.yaml`: why customers contact a site, each reason by what customers say for it. */
export const contactReasonsSchema = z.strictObject({
  reasons: z
    .array(
      z.strictObject({
        /** Stable; stored with every contact. */
        name: z.string().regex(/^[a-z0-9]+([-_][a-z0-9]+)*$/, 'Expected words in lower case joined by hyphens or underscores'),
        title: z.string().optional(),
        /** Sentences in customers' words, the more different the better. Eight work; two are the least. */
        examples: z.array(z.string().trim().min(3)).min(2),
      }),
    )
    .refine((reasons) => new Set(reasons.map(({ name }) => name)).size === reasons.length, 'Two reasons have the same name')
    .default([]),
});

export type ContactReasons = z.infer<typeof contactReasonsSchema>['reasons'];
