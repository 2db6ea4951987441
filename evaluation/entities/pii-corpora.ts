import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { TagLabel } from '../../src/language/entities/tagger.ts';
import type { TrainingExample } from './training-example.ts';

const itemSchema = z.object({
  id: z.string(),
  text: z.string(),
  template: z.number().optional(),
  spans: z.array(z.object({ entity: z.string(), start: z.number(), end: z.number() })),
});
export type PiiItem = z.infer<typeof itemSchema>;

/** The items of one file of `pii/`; none when it is not there. */
export function piiItems(corpora: string, name: 'presidio_synth_v2.jsonl' | 'multidogo_chat_pii.jsonl.gz'): readonly PiiItem[] {
  const path = join(corpora, 'pii', name);
  if (!existsSync(path)) return [];
  const bytes = readFileSync(path);
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => itemSchema.parse(JSON.parse(line)));
}

/** What never stands on both sides of a split: the template a text was made from, or its conversation. */
export function groupOf(item: PiiItem): string {
  return item.template === undefined ? item.id.replace(/-\d+$/, '') : `template-${item.template}`;
}

const labels: Readonly<Record<string, TagLabel>> = {
  PERSON: 'person',
  STREET_ADDRESS: 'address',
  GPE: 'place',
  ORGANIZATION: 'organisation',
  DATE_TIME: 'date',
  TITLE: 'title',
  AGE: 'age',
  NRP: 'nationality',
  ZIP_CODE: 'postcode',
  CREDIT_CARD: 'card',
  PHONE_NUMBER: 'phone',
  EMAIL_ADDRESS: 'email',
  US_SSN: 'ssn',
  PASSWORD: 'password',
  ACCOUNT_NUMBER: 'account',
  BOOKING_ID: 'account',
  CLAIM_ID: 'account',
  POLICY_ID: 'account',
  USERNAME: 'account',
  US_DRIVER_LICENSE: 'account',
};

export function trainingExample(item: PiiItem): TrainingExample {
  const spans = item.spans.flatMap(({ entity, start, end }) => {
    const label = labels[entity];
    return label === undefined ? [] : [{ label, start, end }];
  });
  return { text: item.text, spans, group: groupOf(item) };
}

/** Fold of a group, 0…folds−1, by a hash of its name. */
export function foldOf(group: string, folds: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < group.length; index++) hash = Math.imul(hash ^ group.charCodeAt(index), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % folds;
}
