import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createRandom } from '../random.ts';
import { type CallScript, callScriptsSchema, parseSteps } from './call-script.ts';
import { type MixedCall, mixCall, type Party, sampleRate } from './mix-call.ts';

/**
 * Makes recordings/ and expected.json from scripts.yaml. Run once by hand; the results are committed (README.md).
 *   apt-get install -y flite festival festvox-us-slt-hts sox libsox-fmt-mp3 lame flac vorbis-tools
 *   node workspace/sample/calls/synthesize.ts
 */
const here = new URL('.', import.meta.url).pathname;
const work = mkdtempSync(join(tmpdir(), 'calls-'));

/** The voices that the recogniser understands best, of those that may be redistributed (README.md). */
const voices: Readonly<Record<string, { readonly flite?: string; readonly effects: readonly string[] }>> = {
  rms: { flite: 'rms', effects: ['tempo', '1.03'] },
  awb: { flite: 'awb', effects: [] },
  hts: { effects: [] },
};

const scripts = callScriptsSchema.parse(parse(readFileSync(join(here, 'scripts.yaml'), 'utf8')));
const expected: Record<string, object> = {};
for (const [name, call] of Object.entries(scripts.calls)) {
  const voiceOf: Record<Party, string | undefined> = { A: call.agent.voice, B: call.secondAgent?.voice, C: call.customer.voice };
  const mixed = mixCall(parseSteps(call.script), (party, text) => speak(voiceOf[party] ?? 'hts', text), createRandom(name));
  const file = `${name}.${call.format}`;
  encode(mixed, call, join(here, 'recordings', file));
  writeFileSync(join(here, 'recordings', `${file}.json`), `${JSON.stringify(sidecar(name, file, call, mixed), null, 2)}\n`);
  expected[file] = { durationMs: mixed.durationMs, turns: mixed.turns };
  console.log(`${file.padEnd(28)} ${(mixed.durationMs / 1000).toFixed(1)} s`);
}
writeFileSync(join(here, 'expected.json'), `${JSON.stringify(expected, null, 1)}\n`);
rmSync(work, { recursive: true });

function speak(voice: string, text: string): Float32Array {
  const { flite, effects } = voices[voice] ?? { effects: [] };
  const raw = join(work, 'raw.wav');
  const pcm = join(work, 'speech.raw');
  if (flite !== undefined) execFileSync('flite', ['-voice', flite, '-t', text, '-o', raw]);
  else execFileSync('text2wave', ['-eval', '(voice_cmu_us_slt_arctic_hts)', '-o', raw], { input: text });
  const trim = ['silence', '1', '0.02', '0.5%', 'reverse', 'silence', '1', '0.02', '0.5%', 'reverse'];
  execFileSync('sox', [
    '-D',
    raw,
    '-r',
    String(sampleRate),
    '-c',
    '1',
    '-b',
    '16',
    '-e',
    'signed',
    '-t',
    'raw',
    pcm,
    ...trim,
    ...effects,
    'norm',
    '-6',
  ]);
  const bytes = readFileSync(pcm);
  return Float32Array.from({ length: bytes.length >> 1 }, (_, index) => bytes.readInt16LE(index * 2) / 32768);
}

/** Telephone band first, so that every format carries what a telephone would. */
function encode(mixed: MixedCall, call: CallScript, target: string): void {
  const [left, right] = call.customerFirst ? [mixed.customer, mixed.agent] : [mixed.agent, mixed.customer];
  const frames = Buffer.alloc(left.length * 4);
  for (let index = 0; index < left.length; index += 1) {
    frames.writeInt16LE(toInt16(left[index]), index * 4);
    frames.writeInt16LE(toInt16(right[index]), index * 4 + 2);
  }
  const raw = join(work, 'mix.raw');
  const wav = join(work, 'mix.wav');
  writeFileSync(raw, frames);
  const input = ['-D', '-t', 'raw', '-r', String(sampleRate), '-c', '2', '-b', '16', '-e', 'signed', raw];
  const narrow = call.format === 'wav' || call.format === 'flac';
  const format = call.format === 'wav' ? ['-e', 'mu-law'] : ['-b', '16', '-e', 'signed'];
  execFileSync('sox', [...input, '-r', narrow ? '8000' : String(sampleRate), ...format, wav]);
  if (call.format === 'ogg') execFileSync('oggenc', ['-Q', '--serial', '1', '-q', '0', '-o', target, wav]);
  else if (call.format === 'flac') execFileSync('flac', ['-s', '-f', '-8', '-o', target, wav]);
  else if (call.format === 'mp3') execFileSync('lame', ['--quiet', '-m', 's', '-b', '40', wav, target]);
  else writeFileSync(target, readFileSync(wav));
}

function toInt16(sample: number | undefined): number {
  return Math.round(Math.max(-1, Math.min(1, sample ?? 0)) * 32767);
}

function sidecar(name: string, file: string, call: CallScript, mixed: MixedCall): object {
  const { voice: _agentVoice, team, ...agent } = call.agent;
  const { voice: _customerVoice, ...customer } = call.customer;
  const agents = [{ id: 'agent', role: 'agent', ...agent }];
  const second = call.secondAgent;
  if (second) agents.push({ id: 'agent2', role: 'agent', ref: second.ref, name: second.name });
  const transferMs = mixed.events.find(({ kind }) => kind === 'transfer')?.startMs;
  const legs = [
    {
      kind: 'agent',
      agent: agent.ref,
      team,
      queue: call.queue,
      startMs: 0,
      answeredMs: mixed.answeredMs,
      endMs: transferMs ?? mixed.durationMs,
      media: 0,
    },
  ];
  if (second && transferMs !== undefined) {
    const answeredMs = mixed.turns.find(({ party }) => party === 'B')?.startMs ?? transferMs;
    legs.push({
      kind: 'agent',
      agent: second.ref,
      team: second.team,
      queue: call.secondQueue ?? call.queue,
      startMs: transferMs,
      answeredMs,
      endMs: mixed.durationMs,
      media: 0,
    });
  }
  const roles = ['agent', 'customer'];
  return {
    externalId: `recording-${name}`,
    channel: 'voice',
    direction: call.direction,
    startedAt: call.startedAt,
    endedAt: new Date(Date.parse(call.startedAt) + mixed.durationMs).toISOString(),
    customer,
    attributes: call.attributes,
    participants: [{ id: 'customer', role: 'customer' }, ...agents],
    legs,
    events: mixed.events.filter(({ kind }) => kind !== 'ring'),
    media: [{ name: file, channelRoles: call.customerFirst ? roles.reverse() : roles }],
  };
}
