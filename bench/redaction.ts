import type { Turn } from '../src/domain/interaction.ts';
import { loadTagger } from '../src/language/entities/load-tagger.ts';
import type { TaggerModel } from '../src/language/entities/tagger.ts';
import { redactTurns } from '../src/language/redaction/redact-turns.ts';
import type { BenchRow } from './row.ts';

/** Ordinary service talk; one sentence in five holds something to redact. */
const sentences = [
  'hi there, my internet has been down since yesterday evening and nothing helps',
  'I am sorry to hear that, let me have a look at your line right away',
  'sure, my name is Dana Reed and the phone number is 202-555-0143',
  'thank you Dana, could you restart the router and tell me which lights are on',
  'the second light is red and the fourth one blinks, it did that last week too',
  'I can see a fault in your area, it should be repaired by 6 pm today',
  'okay, will I get money back for the two days, I pay 39.90 a month',
  'yes, I have added a credit of 5 dollars to your next bill, reference 771-A',
  'great, please send the confirmation to dana.reed@example.com if you can',
  'of course, is there anything else that I can do for you today',
];
const turnsPerConversation = 20;
const conversations = 1_500;

function conversation(index: number): readonly Turn[] {
  return Array.from({ length: turnsPerConversation }, (_unused, turn): Turn => {
    const role = turn % 2 === 0 ? 'customer' : 'agent';
    const text = `${sentences[(index * 7 + turn * 3) % sentences.length]} ${index}`;
    return { index: turn, leg: 0, participant: role, role, roleConfidence: 1, text, startMs: null, endMs: null };
  });
}

/** Processor time of redaction per turn, patterns alone (profile none) and with names and addresses (static, full). */
export async function run(): Promise<BenchRow[]> {
  const patterns = measure(null);
  const names = measure(await loadTagger());
  return [
    { name: 'redaction_none', value: patterns, unit: 'µs/turn' },
    { name: 'redaction_static', value: names, unit: 'µs/turn', peer: 'patterns alone', ratio: names / patterns },
  ];
}

function measure(tagger: TaggerModel | null): number {
  const all = Array.from({ length: conversations }, (_unused, index) => conversation(index));
  for (const turns of all.slice(0, 200)) redactTurns(turns, { country: 'US', tagger });
  const before = process.cpuUsage();
  for (const turns of all) redactTurns(turns, { country: 'US', tagger });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (conversations * turnsPerConversation);
}
