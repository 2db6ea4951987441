import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const interval = z.object({ startMs: z.number(), endMs: z.number() });

const itemSchema = z.object({
  id: z.string(),
  set: z.string(),
  audio: z.string(),
  durationMs: z.number(),
  transcript: z.string().nullish(),
  channelRoles: z.array(z.enum(['agent', 'customer'])).optional(),
  turns: z
    .array(
      z.object({
        speaker: z.string(),
        channel: z.number().optional(),
        text: z.string(),
        startMs: z.number().optional(),
        endMs: z.number().optional(),
        words: z.array(interval.extend({ w: z.string() })).optional(),
      }),
    )
    .optional(),
  events: z.array(interval.extend({ type: z.string() })).optional(),
  pii: z.array(interval.extend({ entity: z.string(), value: z.string(), channel: z.number() })).optional(),
});

export type AudioItem = z.infer<typeof itemSchema>;

/** The items of one audio set whose files are there, with plain paths. */
export function audioItems(corpora: string, set: string): AudioItem[] {
  const manifest = join(corpora, 'audio', 'manifest.json');
  if (!existsSync(manifest)) return [];
  return z
    .array(itemSchema)
    .parse(JSON.parse(readFileSync(manifest, 'utf8')))
    .filter((item) => item.set === set)
    .map((item) => ({ ...item, audio: join(corpora, item.audio) }))
    .filter((item) => existsSync(item.audio));
}
