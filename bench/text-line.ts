import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchRow } from './row.ts';

/** Sentences of ordinary service talk: every second holds digits, one in five something to redact. */
const sentences = [
  'hi there, my internet has been down since yesterday evening and nothing helps',
  'I am sorry to hear that, let me have a look at your line right away',
  'sure, my phone number is 202-555-0143 and the account is 48213377',
  'thank you, could you restart the router and tell me which lights are on',
  'the second light is red and the fourth one blinks, it did that last week too',
  'I can see a fault in your area, it should be repaired by 6 pm today',
  'okay, will I get money back for the two days, I pay 39.90 a month',
  'yes, I have added a credit of 5 dollars to your next bill, reference 771-A',
  'great, please send the confirmation to dana.reed@example.com if you can',
  'of course, is there anything else that I can do for you today',
] as const;

const turnsPerConversation = 20;

function conversation(index: number): string {
  const startedAt = Date.UTC(2026, 0, 1) + index * 97_000;
  const turns = Array.from({ length: turnsPerConversation }, (_unused, turn) => ({
    speaker: turn % 2 === 0 ? 'c' : 'a',
    text: `${sentences[(index * 7 + turn * 3) % sentences.length]}${turn === 0 ? ` ${index}` : ''}`,
    at: new Date(startedAt + turn * 25_000).toISOString(),
  }));
  const participants = [
    { id: 'a', role: 'agent', ref: `agent-${index % 40}`, team: `team-${index % 4}` },
    { id: 'c', role: 'customer' },
  ];
  return JSON.stringify({ id: `bench-${index}`, channel: 'chat', startedAt: new Date(startedAt).toISOString(), participants, turns });
}

async function writeConversations(path: string, count: number): Promise<void> {
  const file = createWriteStream(path);
  for (let index = 0; index < count; index += 1) {
    if (!file.write(`${conversation(index)}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

interface Ingested {
  readonly seconds: number;
  readonly captured: number;
  readonly peakMegabytes: number;
}

/** Runs the command line as a user does and watches its memory. */
async function ingest(path: string, data: string): Promise<Ingested> {
  const command = spawn(process.execPath, ['src/start.ts', 'ingest', path, '--data', data, '--workspace', join(data, 'none'), '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  command.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  let peakMegabytes = 0;
  const watch = setInterval(async () => {
    const status = await readFile(`/proc/${command.pid}/status`, 'utf8').catch(() => '');
    peakMegabytes = Math.max(peakMegabytes, Number(/VmHWM:\s+(\d+)/u.exec(status)?.[1] ?? 0) / 1024);
  }, 200);
  await once(command, 'close');
  clearInterval(watch);
  const counts = JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as { captured: number; seconds: number };
  return { ...counts, peakMegabytes };
}

/** The whole text line, file to durable store, every analyser on: conversations of 20 turns per second, and memory. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
  try {
    const rows: BenchRow[] = [];
    const peaks: number[] = [];
    for (const count of [20_000, 100_000]) {
      const path = join(folder, `${count}.jsonl`);
      await writeConversations(path, count);
      const { seconds, captured, peakMegabytes } = await ingest(path, join(folder, `data-${count}`));
      if (captured !== count) throw new Error(`${captured} of ${count} conversations were captured`);
      peaks.push(peakMegabytes);
      rows.push({ name: `text_line_${count}`, value: count / seconds, unit: 'conversations/s' });
      rows.push({ name: `text_line_${count}_peak_memory`, value: peakMegabytes, unit: 'MB' });
    }
    rows.push({ name: 'text_line_memory_growth', value: (peaks[1] ?? 0) / (peaks[0] ?? 1), unit: 'ratio', peer: '20,000 conversations' });
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
