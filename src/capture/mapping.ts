import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import { channels, roles } from '../domain/vocabulary.ts';
import { dateOrders } from './local-date.ts';
import { isTimeZone } from './time-zone.ts';

/**
 * A mapping file says what the columns of a table mean (docs/FORMATS.md). Every part is optional: usual column names
 * are known, and a column that is not mapped becomes an attribute under its own name.
 */
const mappingSchema = z.strictObject({
  /** turn: a row per message; conversation: a row with the whole text; contact: a row without words. */
  rows: z.enum(['turn', 'conversation', 'contact']).optional(),
  /** Column → field; `attributes.NAME` keeps a column under another name, `ignore` leaves it out. */
  columns: z.record(z.string(), z.string()).default({}),
  /** What becomes of other columns. */
  others: z.enum(['attributes', 'ignore']).default('attributes'),
  channel: z.enum(channels).optional(),
  timeZone: z.string().refine(isTimeZone, 'not an IANA time zone').optional(),
  dateOrder: z.enum(dateOrders).optional(),
  delimiter: z.string().length(1).optional(),
  /** Speaker as written → role. */
  speakers: z.record(z.string(), z.enum(roles)).default({}),
  /** How a metadata row finds its contact. */
  join: z
    .strictObject({
      by: z.enum(['externalId', 'fileName', 'agent']),
      /** Builds the file name from columns: `{call_id}_{agent}.wav`. */
      fileName: z.string().optional(),
      toleranceSeconds: z.number().min(0).default(60),
    })
    .optional(),
});

export type Mapping = z.infer<typeof mappingSchema>;

/** The mapping with defaults; throws what is wrong with it and where. */
export function readMappingSettings(value: unknown): Mapping {
  const parsed = mappingSchema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const fault = parsed.error.issues[0];
  throw new AppError('bad-workspace', `mapping: ${fault?.path.join('.') || 'file'}: ${fault?.message ?? 'invalid'}`);
}
