import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { BenchRow } from './row.ts';

/** Sentences of ordinary service talk: every second holds digits, one in five something to redact. */
const sentences = (index: number) => [
  'hi there, my internet has been down since yesterday evening and nothing helps',
  'I am sorry to hear that, let me have a look at your line right away',
  `sure, my phone number is 202-555-${digits(index * 7, 4)} and the account is ${digits(index * 7919, 8)}`,
  'thank you, could you restart the router and tell me which lights are on',
  'the second light is red and the fourth one blinks, it did that last week too',
  'I can see a fault in your area, it should be repaired by 6 pm today',
  'okay, will I get money back for the two days, I pay 39.90 a month',
  'yes, I have added a credit of 5 dollars to your next bill, reference 771-A',
  `great, please send the confirmation to dana.reed${index}@example.com if you can`,
  'of course, is there anything else that I can do for you today',
];

/** Everybody has numbers of their own. */
function digits(number: number, count: number): string {
  return String(number % 10 ** count).padStart(count, '0');
}

const turnsPerConversation = 20;

function conversation(index: number): string {
  const startedAt = Date.UTC(2026, 0, 1) + index * 97_000;
  const said = sentences(index);
  const turns = Array.from({ length: turnsPerConversation }, (_unused, turn) => ({
    speaker: turn % 2 === 0 ? 'c' : 'a',
    text: `${said[(index * 7 + turn * 3) % said.length]}${turn === 0 ? ` ${index}` : ''}`,
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
  /** Of all threads, the storage engine's included: says more than the clock on a machine that others use too. */
  readonly cpuSeconds: number;
}

/** Clock ticks of /proc: 100 a second on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Runs the command line as a user does and watches its memory. */
async function ingest(path: string, { data, workspace }: { readonly data: string; readonly workspace: string }): Promise<Ingested> {
  const command = spawn(resolve('earshot'), ['ingest', path, '--data', data, '--workspace', workspace, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  command.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  let peakMegabytes = 0;
  let cpuSeconds = 0;
  const watch = setInterval(async () => {
    const status = await readFile(`/proc/${command.pid}/status`, 'utf8').catch(() => '');
    peakMegabytes = Math.max(peakMegabytes, Number(/VmHWM:\s+(\d+)/u.exec(status)?.[1] ?? 0) / 1024);
    const times = (await readFile(`/proc/${command.pid}/stat`, 'utf8').catch(() => '')).split(') ')[1]?.split(' ') ?? [];
    cpuSeconds = Math.max(cpuSeconds, (Number(times[11] ?? 0) + Number(times[12] ?? 0)) / ticksPerSecond);
  }, 200);
  await once(command, 'close');
  clearInterval(watch);
  const counts = JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as { captured: number; seconds: number };
  return { ...counts, peakMegabytes, cpuSeconds };
}

/** Rules and measures alone, which the figure to reach is about, and every analyser of the default profile beside it. */
const runs = [
  { name: 'text_line_20000', count: 20_000, profile: 'none' },
  { name: 'text_line_100000', count: 100_000, profile: 'none' },
  { name: 'text_line_20000_analysed', count: 20_000, profile: 'static' },
] as const;

/** The whole text line, file to durable store: conversations of 20 turns per second, processor time of each, and memory. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
  try {
    const rows: BenchRow[] = [];
    const peaks: number[] = [];
    for (const { name, count, profile } of runs) {
      const path = join(folder, `${count}.jsonl`);
      await writeConversations(path, count);
      const workspace = join(folder, profile);
      await mkdir(workspace, { recursive: true });
      await writeFile(join(workspace, 'workspace.yaml'), `analysis: { profile: ${profile} }\n`);
      const { seconds, captured, peakMegabytes, cpuSeconds } = await ingest(path, { data: join(folder, name), workspace });
      if (captured !== count) throw new Error(`${captured} of ${count} conversations were captured`);
      if (profile === 'none') peaks.push(peakMegabytes);
      rows.push({ name, value: count / seconds, unit: 'conversations/s' });
      rows.push({ name: `${name}_cpu`, value: (cpuSeconds * 1000) / count, unit: 'ms/conversation' });
      rows.push({ name: `${name}_peak_memory`, value: peakMegabytes, unit: 'MB' });
    }
    rows.push({ name: 'text_line_memory_growth', value: (peaks[1] ?? 0) / (peaks[0] ?? 1), unit: 'ratio', peer: '20,000 conversations' });
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
