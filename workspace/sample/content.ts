import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { workspaceSchema } from '../../src/domain/workspace.ts';
import { linesOf } from './phrases.ts';

/** What people say, read from the YAML files beside this one. One line is one phrase; phrases.ts explains the braces. */
const phraseList = z.string().transform(linesOf);

/** `A: …` and `C: …` lines: a question with its answer, used whole so that it stays coherent. */
export interface Line {
  readonly speaker: 'agent' | 'customer';
  readonly text: string;
}

const exchange = z.string().transform((block): Line[] =>
  linesOf(block).map((line) => {
    const speaker = line.startsWith('A:') ? 'agent' : line.startsWith('C:') ? 'customer' : undefined;
    if (speaker === undefined) throw new Error(`An exchange line starts with "A:" or "C:", not: ${line}`);
    return { speaker, text: line.slice(2).trim() };
  }),
);

const weights = z.strictObject({ voice: z.number(), chat: z.number(), email: z.number(), messaging: z.number() });

const reasonSchema = z.strictObject({
  title: z.string(),
  queue: z.string(),
  line: z.enum(['internet', 'mobile', 'energy', 'account']),
  /** Contacts a week before any planted effect. */
  weekly: z.number().positive(),
  direction: z.enum(['inbound', 'outbound']).default('inbound'),
  channels: weights,
  /** Probability that this contact ends with the matter solved, and that an unsolved one comes back within two weeks. */
  resolved: z.number(),
  repeat: z.number(),
  /** Probability that the customer is angry from the start. */
  angry: z.number(),
  subjects: phraseList,
  open: phraseList,
  /** Further sentences a customer writes in an e-mail. */
  mail: phraseList,
  anger: phraseList.default([]),
  exchanges: z.array(exchange),
  fixed: z.array(exchange),
  open_end: z.array(exchange),
});
export type Reason = z.infer<typeof reasonSchema> & { readonly id: string };

/** Phrases that any contact may use, by name; `talk` holds exchanges. */
const sharedSchema = z.strictObject({ phrases: z.record(z.string(), phraseList), talk: z.record(z.string(), z.array(exchange)) });
export type Shared = z.infer<typeof sharedSchema>;

export interface Content {
  readonly reasons: readonly Reason[];
  readonly shared: Shared;
  readonly workspace: z.infer<typeof workspaceSchema>;
}

const here = new URL('.', import.meta.url);

export function loadContent(): Content {
  const reasons = files('reasons').flatMap((file) =>
    Object.entries(z.record(z.string(), reasonSchema).parse(readYaml(`reasons/${file}`))).map(([id, reason]) => ({ id, ...reason })),
  );
  const parts = files('phrases').map((file) => sharedSchema.parse(readYaml(`phrases/${file}`)));
  const shared = {
    phrases: Object.assign({}, ...parts.map((part) => part.phrases)) as Shared['phrases'],
    talk: Object.assign({}, ...parts.map((part) => part.talk)) as Shared['talk'],
  };
  return { reasons, shared, workspace: workspaceSchema.parse(readYaml('../workspace.yaml')) };
}

function files(folder: string): string[] {
  return readdirSync(new URL(`${folder}/`, here)).sort();
}

function readYaml(path: string): unknown {
  return parse(readFileSync(new URL(path, here), 'utf8'));
}
