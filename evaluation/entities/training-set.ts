import { ownExamples } from './own-examples.ts';
import { type PiiItem, piiItems, trainingExample } from './pii-corpora.ts';
import { plainTalk } from './plain-talk.ts';
import type { TrainingExample } from './training-example.ts';

/** How often a template of ours is filled, with which seed, and how many sentences of ordinary talk there are. */
const perTemplate = 12;
const seed = 7;
const plainSentences = 6_000;

/** All that the tagger is trained on: two labelled corpora, our own sentences, and talk that names nobody; `keep` leaves a test fold out. */
export function trainingSet(corpora: string, keep: (item: PiiItem) => boolean = () => true): readonly TrainingExample[] {
  const templated = piiItems(corpora, 'presidio_synth_v2.jsonl').filter(keep).map(trainingExample);
  const chats = piiItems(corpora, 'multidogo_chat_pii.jsonl.gz').filter(keep).map(trainingExample);
  // The few templated texts count three times, once without capitals.
  const lower = templated
    .filter(({ text }) => text.toLowerCase().length === text.length)
    .map((example) => ({ ...example, text: example.text.toLowerCase() }));
  return [...chats, ...templated, ...templated, ...lower, ...ownExamples(perTemplate, seed), ...plainTalk(corpora, plainSentences)];
}
