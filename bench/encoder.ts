import type { Interaction } from '../src/domain/interaction.ts';
import { workspaceSchema } from '../src/domain/workspace.ts';
import { runAnalysers } from '../src/language/analyser.ts';
import { createAnalysers } from '../src/language/analysers.ts';
import { cacheVectors } from '../src/language/encoder/cached-encoder.ts';
import { createMiniLmEncoder } from '../src/language/encoder/minilm/minilm-encoder.ts';
import { openStaticEncoder } from '../src/language/encoder/minilm/static-encoder.ts';
import type { SentenceEncoder } from '../src/language/encoder/sentence-encoder.ts';
import { conversationDocument } from '../src/language/testing/conversation-document.ts';
import { loadWorkspace } from '../src/pipeline/load-workspace.ts';
import type { BenchRow } from './row.ts';

/** Twelve words on average, as customers write. */
const openings = ['my internet', 'the router in the kitchen', 'your app', 'my last bill', 'the second SIM card', 'our television'];
const troubles = [
  'has been down since yesterday evening and nothing helps',
  'shows an extra charge of 9.90 that nobody told me about',
  'stopped working after the technician was here',
  'is slower than what I pay for, can you check the line please',
  'does not let me sign in with the password I have always used',
  'should have been cancelled two months ago, why is it still there',
];

/** Different texts, so that no cache answers. */
function sentences(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const opening = openings[index % openings.length] ?? '';
    return `${opening} ${troubles[Math.floor(index / openings.length) % troubles.length] ?? ''} ${index}`;
  });
}

/** Sentences per CPU-second of each encoder, beside the network in single precision; conversations of 20 turns with every analyser. */
export async function run(): Promise<BenchRow[]> {
  const table = openStaticEncoder();
  const before = process.memoryUsage.rss();
  const network = await createMiniLmEncoder();
  const quick = await perCpuSecond(network, sentences(600));
  const memory = (process.memoryUsage.rss() - before) / 2 ** 20;
  const reference = await createMiniLmEncoder({ precision: 'fp32' });
  const slow = await perCpuSecond(reference, sentences(300));
  await reference.close();
  const rows: BenchRow[] = [
    { name: 'encoder_static', value: await perCpuSecond(table, sentences(40_000)), unit: 'sentences/CPU-s' },
    { name: 'encoder_minilm_int8', value: quick, unit: 'sentences/CPU-s', peer: 'minilm fp32', ratio: quick / slow },
    { name: 'encoder_minilm_memory', value: memory, unit: 'MB' },
    { name: 'analysers_static', value: await conversationsPerCpuSecond(table, 'static', 400), unit: 'conversations/CPU-s' },
    { name: 'analysers_full', value: await conversationsPerCpuSecond(cacheVectors(network), 'full', 60), unit: 'conversations/CPU-s' },
  ];
  await network.close();
  return rows;
}

async function perCpuSecond(encoder: SentenceEncoder, texts: readonly string[]): Promise<number> {
  await encoder.encode(texts.slice(0, 64));
  return texts.length / (await cpuSeconds(() => encoder.encode(texts)));
}

async function conversationsPerCpuSecond(encoder: SentenceEncoder, profile: 'static' | 'full', count: number): Promise<number> {
  const { reasons } = await loadWorkspace(new URL('../workspace', import.meta.url).pathname);
  const workspace = { ...workspaceSchema.parse({ analysis: { profile } }), reasons };
  const analysers = createAnalysers({ workspace, encoder });
  const documents = Array.from({ length: count + 1 }, (_, index) => conversation(index));
  const [first, ...rest] = documents;
  if (first) await runAnalysers(first, analysers);
  const seconds = await cpuSeconds(async () => {
    for (const document of rest) await runAnalysers(document, analysers);
  });
  return count / seconds;
}

function conversation(index: number): ReturnType<typeof conversationDocument> & Partial<Interaction> {
  const said = sentences(10 * (index + 1)).slice(-10);
  const lines = said.flatMap((text) => [
    `customer: ${text}`,
    'agent: I am sorry to hear that, let me have a look at it for you right away',
  ]);
  return conversationDocument(['agent: Hello, how can I help you today?', ...lines.slice(0, 19)]);
}

async function cpuSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
