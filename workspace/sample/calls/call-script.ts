import { z } from 'zod';

const partySchema = z.strictObject({ ref: z.string(), name: z.string(), team: z.string(), voice: z.string() });

const callSchema = z.strictObject({
  format: z.enum(['ogg', 'flac', 'wav', 'mp3']),
  startedAt: z.iso.datetime({ offset: true }),
  queue: z.string(),
  secondQueue: z.string().optional(),
  direction: z.enum(['inbound', 'outbound']).default('inbound'),
  /** The customer is on the left channel. */
  customerFirst: z.boolean().default(false),
  agent: partySchema,
  secondAgent: partySchema.optional(),
  customer: z.strictObject({
    phone: z.string().optional(),
    email: z.string().optional(),
    account: z.string().optional(),
    voice: z.string(),
  }),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  script: z.string(),
});
export type CallScript = z.infer<typeof callSchema>;

export const callScriptsSchema = z.strictObject({ calls: z.record(z.string(), callSchema) });

export type CallStep =
  | { readonly kind: 'speak'; readonly party: 'A' | 'B' | 'C'; readonly text: string }
  | { readonly kind: 'ring' | 'silence' | 'hold' | 'overlap'; readonly seconds: number }
  | { readonly kind: 'pause' | 'resume' | 'transfer' };

export function parseSteps(script: string): CallStep[] {
  return script
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseStep);
}

function parseStep(line: string): CallStep {
  const spoken = /^([ABC]): (.+)$/.exec(line);
  if (spoken) return { kind: 'speak', party: spoken[1] as 'A' | 'B' | 'C', text: spoken[2] ?? '' };
  const timed = /^\((ring|silence|hold|overlap) (\d+(?:\.\d+)?)\)$/.exec(line);
  if (timed) return { kind: timed[1] as 'ring' | 'silence' | 'hold' | 'overlap', seconds: Number(timed[2]) };
  const plain = /^\((pause|resume|transfer)\)$/.exec(line);
  if (plain) return { kind: plain[1] as 'pause' | 'resume' | 'transfer' };
  throw new Error(`Not a line of a call script: ${line}`);
}
