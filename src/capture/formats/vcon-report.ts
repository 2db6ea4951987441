import { z } from 'zod';
import { type CapturedInteractionInput, capturedInteractionSchema, capturedTurnSchema } from '../../domain/captured-interaction.ts';
import { type JsonObject, objectsOf } from '../json-object.ts';

type CapturedTurnInput = NonNullable<CapturedInteractionInput['turns']>[number];

/** Names the body of the analysis that our exports carry beside the standard parts (docs/FORMATS.md). */
export const reportSchemaName = 'earshot/interaction/1';

/** What vCon has no place for, so that our own exports lose nothing on the way back. */
const reportSchema = z.object({
  interaction: capturedInteractionSchema
    .pick({
      externalId: true,
      channel: true,
      direction: true,
      startedAt: true,
      endedAt: true,
      timeZone: true,
      language: true,
      caseId: true,
      threadId: true,
      handling: true,
      consent: true,
      redacted: true,
      attributes: true,
      legs: true,
      events: true,
    })
    .partial(),
  turns: z.array(capturedTurnSchema.pick({ leg: true, startMs: true, endMs: true, at: true, setAside: true })),
});

export type OwnReport = z.infer<typeof reportSchema>['interaction'] & {
  /** Puts legs, times and what was set aside back on the turns, when all of them are there. */
  readonly restore: (turns: CapturedTurnInput[]) => CapturedTurnInput[];
};

export function ownReport(vcon: JsonObject): OwnReport | null {
  const analysis = objectsOf(vcon.analysis).find(({ schema }) => schema === reportSchemaName);
  const parsed = reportSchema.safeParse(analysis?.body);
  if (!parsed.success) return null;
  const { interaction, turns: kept } = parsed.data;
  const restore = (turns: CapturedTurnInput[]) =>
    turns.length === kept.length ? turns.map(({ at: _at, ...turn }, index) => ({ ...turn, ...kept[index] })) : turns;
  return { ...interaction, restore };
}
