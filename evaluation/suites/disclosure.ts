import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConversations } from '../../src/cli/commands/rules-workspace.ts';
import { NoiseChannel, usualRoleSwaps, vocabularyOf } from '../../src/rules/authoring/noise/noise-channel.ts';
import { compileRules } from '../../src/rules/compile.ts';
import type { Conversation } from '../../src/rules/conversation.ts';
import { RuleEngine } from '../../src/rules/evaluate.ts';
import { parseExpression } from '../../src/rules/parse.ts';
import { ruleOf } from '../../src/rules/rule.ts';
import { met } from '../../src/rules/truth.ts';
import { bootstrapInterval, mulberry32 } from '../bootstrap.ts';
import type { EvaluationRow, SuiteOptions } from '../row.ts';

/**
 * Is a disclosure told from its absence when words are misheard? Sentences written for this suite are put into real conversations, which are then
 * heard with errors of the product's own noise channel; the rules below were written once, for the concepts and not for the sentences, and never tuned.
 */
interface Disclosure {
  readonly name: string;
  readonly said: readonly string[];
  /** Near in words, but no disclosure. */
  readonly decoys: readonly string[];
  /** Surely said: two concepts close together, by the agent. */
  readonly surely: string;
  /** Perhaps said: one telling concept of the agent's, or two weaker ones. So is what is surely said, but by somebody else: who spoke may be wrong. */
  readonly perhaps: string;
}

/** A word in any of its forms, misspelt, or misheard. */
function heard(...words: readonly string[]): string {
  const forms = words.flatMap((word) => [`"~${word}"`, `sounds("${word}")`, ...(word.length > 5 ? [`fuzzy("${word}")`] : [])]);
  return `(${forms.join(' | ')})`;
}

const record = heard('record', 'recorded');
const contact = heard('call', 'line', 'conversation');
const purpose = heard('quality', 'training', 'monitor', 'monitored');
const debt = heard('debt');
const collect = heard('collect', 'collector');
const attempt = heard('attempt', 'attempting');
const information = heard('information');
const usedFor = heard('purpose', 'obtain', 'obtained');

const disclosures: readonly Disclosure[] = [
  {
    name: 'recording',
    said: [
      'this call may be recorded for quality and training purposes',
      'please note that our calls are recorded and monitored',
      'before we start i have to tell you that this line is recorded for training',
      'we record our calls to keep up the quality of our service',
      'your conversation with me is being recorded and may be monitored',
      'just so you know you are on a recorded line',
    ],
    decoys: [
      'i have no record of that order',
      'the quality of the picture should be better now',
      'there is a long line at the counter today',
    ],
    surely: `((${record} near/8 ${contact}) | (${record} near/8 ${purpose}))`,
    perhaps: `agent: (${record} | (${contact} near/6 ${purpose}))`,
  },
  {
    name: 'collection',
    said: [
      'this is an attempt to collect a debt and any information obtained will be used for that purpose',
      'we are attempting to collect a debt any information you give will be used for that purpose',
      'this communication is from a debt collector and any information we obtain will be used for that purpose',
      'i am calling from a debt collector in an attempt to collect a debt',
    ],
    decoys: ['you can collect the parcel at the counter', 'i will attempt to call you again', 'i have all the information i need'],
    surely: `((${debt} near/8 ${collect}) | (${debt} near/8 ${attempt}) | (${collect} near/5 ${attempt}) | (${information} near/8 ${usedFor}))`,
    perhaps: `agent: (${debt} | ${collect} | ${attempt} | ${usedFor})`,
  },
];

const rates = [0.05, 0.1, 0.15, 0.2, 0.3];
/** Dialogues between two people; the other corpora have bots, or one side only. */
const corpus = 'star';
const mostConversations = 600;
/** Half of them get the disclosure, half of the others a decoy. */
const compliantShare = 0.5;

type Verdict = 'present' | 'absent' | 'undetermined';

interface Judged {
  readonly compliant: boolean;
  readonly verdict: Verdict;
  readonly exact: boolean;
}

export async function run({ corpora: folder }: SuiteOptions): Promise<EvaluationRow[]> {
  const conversations = await withAgents(folder);
  if (conversations.length === 0) return [];
  const sentences = disclosures.flatMap(({ said, decoys }) => [...said, ...decoys]);
  const spoken = sentences.map((text) => ({ turns: [{ text }] as unknown as Conversation['turns'] }));
  const channel = new NoiseChannel(vocabularyOf([...conversations, ...spoken]));
  return rates.flatMap((rate) => {
    const judged = disclosures.flatMap((disclosure) => judgeAll(disclosure, conversations, { rate, channel }));
    return rowsOf(`noise_${String(Math.round(rate * 100)).padStart(2, '0')}`, judged);
  });
}

async function withAgents(folder: string): Promise<Conversation[]> {
  const file = join(folder, 'conversations', `${corpus}.jsonl.gz`);
  const conversations: Conversation[] = [];
  if (!existsSync(file)) return conversations;
  for await (const conversation of readConversations(file)) {
    if (conversation !== null && conversation.turns.filter(({ role }) => role === 'agent').length >= 3) conversations.push(conversation);
    if (conversations.length === mostConversations) break;
  }
  return conversations;
}

function judgeAll(
  disclosure: Disclosure,
  conversations: readonly Conversation[],
  noise: { rate: number; channel: NoiseChannel },
): Judged[] {
  const random = mulberry32(disclosure.name.length);
  const exactly = `agent: (${disclosure.said.map((sentence) => `"${sentence}"`).join(' | ')})`;
  const engine = new RuleEngine(
    compileRules([
      ruleFrom('surely', `agent: (${disclosure.surely})`),
      ruleFrom('perhaps', `(${disclosure.perhaps}) | (${disclosure.surely})`),
      ruleFrom('exactly', exactly),
    ]),
  );
  const truthOf = (id: string) => engine.truths[engine.program.byId.get(id)?.index ?? 0];
  return conversations.map((conversation) => {
    const compliant = random() < compliantShare;
    const decoy = random() < 0.5;
    const sentence = compliant ? pick(disclosure.said, random) : decoy ? pick(disclosure.decoys, random) : null;
    const { conversation: noisy } = noise.channel.pass(withSentence(conversation, sentence), {
      rate: noise.rate,
      seed: 1,
      roleSwaps: usualRoleSwaps,
    });
    engine.run(noisy);
    const verdict = truthOf('surely') === met ? 'present' : truthOf('perhaps') === met ? 'undetermined' : 'absent';
    return { compliant, verdict, exact: truthOf('exactly') === met };
  });
}

function ruleFrom(id: string, text: string) {
  const { expression, problems } = parseExpression(text);
  if (expression === null) throw new Error(`${id}: ${problems[0]?.message}`);
  return ruleOf(expression, { id });
}

/** Into the agent's first turn, after what is said there. */
function withSentence(conversation: Conversation, sentence: string | null): Conversation {
  const first = conversation.turns.findIndex(({ role }) => role === 'agent');
  if (sentence === null) return conversation;
  const turns = conversation.turns.map((turn, index) => {
    if (index !== first) return turn;
    const { words: _clean, ...rest } = turn;
    return { ...rest, text: `${turn.text} ${sentence}` };
  });
  return { ...conversation, turns };
}

function pick<Item>(items: readonly [Item, ...Item[]] | readonly Item[], random: () => number): Item | null {
  return items[Math.floor(items.length * random())] ?? null;
}

function rowsOf(dataset: string, judged: readonly Judged[]): EvaluationRow[] {
  const compliant = judged.filter((one) => one.compliant);
  const present = judged.filter(({ verdict }) => verdict === 'present');
  const share = (test: (one: Judged) => boolean) => (units: readonly Judged[]) =>
    units.length === 0 ? 0 : units.filter(test).length / units.length;
  const row = (measure: string, units: readonly Judged[], test: (one: Judged) => boolean, more: Partial<EvaluationRow>): EvaluationRow => ({
    suite: 'disclosure',
    dataset,
    measure,
    value: share(test)(units),
    unit: 'ratio',
    better: 'lower',
    n: units.length,
    interval: bootstrapInterval(units, share(test)),
    ...more,
  });
  const exactRecall = share(({ exact }) => exact)(compliant);
  return [
    row('presence_recall', compliant, ({ verdict }) => verdict === 'present', { better: 'higher', baseline: exactRecall }),
    row('presence_precision', present, (one) => one.compliant, { better: 'higher' }),
    row('false_absent', compliant, ({ verdict }) => verdict === 'absent', { baseline: 1 - exactRecall }),
    row('undetermined', judged, ({ verdict }) => verdict === 'undetermined', {}),
  ];
}
