import { z } from 'zod';

/** RFC 9457: the one shape of every error this API answers. */
export const problemSchema = z
  .object({
    /** Stable name of the kind of error: `urn:earshot:error:` and a code of docs/API.md. */
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
    /** What the reader can do about it. */
    help: z.string(),
    /** Fields at fault, as JSON pointers into the body (`/turns/3/text`), or `?name` for a query parameter. */
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
    request_id: z.string(),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problemSchema>;
