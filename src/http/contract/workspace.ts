import { z } from 'zod';

const settingValue = z.union([z.string().max(500), z.number(), z.boolean()]);

const settingSchema = z
  .object({
    path: z.string(),
    section: z.enum(['workspace', 'redaction', 'analysis', 'rules', 'sessions', 'measures']),
    what: z.string(),
    kind: z.enum(['text', 'number', 'yes-no', 'choice']),
    options: z.array(z.string()).optional(),
    value: settingValue.describe('As the file has it'),
    inForce: settingValue.describe('As the server works since it started'),
    isDefault: z.boolean(),
  })
  .meta({ id: 'Setting' });

export const workspaceSettingsSchema = z.object({
  file: z.string(),
  mark: z.string().describe('A change names the mark of the file that it was made on'),
  settings: z.array(settingSchema),
  sources: z.array(z.object({ name: z.string(), facts: z.record(z.string(), z.string()) })),
  roster: z.array(
    z.object({
      agent: z.string(),
      name: z.string().nullable(),
      team: z.string().nullable(),
      since: z.string().nullable(),
      until: z.string().nullable(),
    }),
  ),
  reasons: z.array(z.object({ name: z.string(), examples: z.number().int() })),
  lists: z.array(z.object({ name: z.string(), words: z.array(z.string()) })),
});

export const settingChangeSchema = z.object({ path: z.string().max(200), value: settingValue, mark: z.string().max(64) });
