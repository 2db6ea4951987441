import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detectFormat, readerFor, readers } from './detect.ts';

const bytes = (text: string) => Buffer.from(text.padEnd(64, '\u0000'), 'latin1');

const heads: readonly [what: string, head: Uint8Array, name: string, format: string][] = [
  ['wav called csv', bytes('RIFF\u0024\u0000\u0000\u0000WAVEfmt '), 'a.csv', 'audio'],
  ['mp3 with a tag called json', bytes('ID3\u0004\u0000'), 'a.json', 'audio'],
  ['mp3 without a tag', bytes('\u00ff\u00fb\u0090\u0064'), 'a', 'audio'],
  ['flac', bytes('fLaC'), 'a.wav', 'audio'],
  ['ogg opus', bytes('OggS\u0000\u0002OpusHead'), 'a', 'audio'],
  ['m4a', bytes('\u0000\u0000\u0000\u0020ftypM4A '), 'a.txt', 'audio'],
  ['UTF-16 JSON is no mp3', Buffer.from('\uFEFF{"id":"a","channel":"chat","turns":[]}', 'utf16le'), 'a.mp3', 'conversation'],
  ['WebVTT called srt', Buffer.from('WEBVTT\n\n00:01.000 --> 00:02.000\nhi'), 'a.srt', 'webvtt'],
  ['SRT called txt', Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nhi'), 'a.txt', 'srt'],
  ['mailbox', Buffer.from('From ann Mon Mar 3 2025\nFrom: ann@x\nSubject: hi\n\nbody'), 'a', 'mbox'],
  ['mail called txt', Buffer.from('Received: by x\r\nFrom: ann@x\r\nMessage-ID: <1@x>\r\n\r\nbody'), 'a.txt', 'eml'],
  ['CSV called txt', Buffer.from('conversation_id,speaker,text\n1,agent,hi\n'), 'a.txt', 'csv'],
  ['CSV whose cells look like chat lines', Buffer.from('id,text\n1,"12/31/24, 10:00 - Ann: hi"\n'), 'a.csv', 'csv'],
  ['chat export', Buffer.from('12/31/24, 10:00 - Ann: hi, you\n12/31/24, 10:01 - Bob: hello\n'), 'a.csv', 'whatsapp'],
];

test('content decides the format, whatever the name says', () => {
  for (const [what, head, name, format] of heads) assert.equal(detectFormat(head, name).format, format, what);
});

test('a document larger than what detection sees is told by its first keys', () => {
  const filler = 'x'.repeat(70_000);
  const cut = (text: string) => Buffer.from(text).subarray(0, 65_536);
  assert.equal(detectFormat(cut(`{"vcon":"0.4.0","uuid":"u","parties":[],"dialog":[{"body":"${filler}"}]}`), 'a').format, 'vcon');
  assert.equal(detectFormat(cut(`{"id":"1","channel":"chat","turns":[{"speaker":"a","text":"${filler}"}]}`), 'a').format, 'conversation');
});

test('a configured format is taken at its word, an unknown one is named with those that exist', () => {
  assert.equal(readerFor('csv').format, 'csv');
  assert.throws(() => readerFor('fax'), /unknown format fax: one of audio, vcon/);
  assert.equal(new Set(readers.map(({ format }) => format)).size, readers.length);
});

test('large vendor documents are told by the keys near their start', () => {
  const filler = `"filler":"${'x'.repeat(70_000)}"`;
  const cut = (text: string) => Buffer.from(text).subarray(0, 65_536);
  const cases: readonly [head: string, format: string][] = [
    [`{"Participants":[{"ParticipantId":"A"}],"Version":"1.1.0","Transcript":[{${filler}}]}`, 'contact-lens'],
    [`{"JobStatus":"COMPLETED","Transcript":[{"LoudnessScores":[1],${filler}}]}`, 'transcribe-call-analytics'],
    [`{"conversationStartTime":1,"transcripts":[{"phrases":[{${filler}}]}]}`, 'genesys'],
    [`{"entries":[{"start_timestamp_usec":1,"role":"AGENT",${filler}}]}`, 'ccai'],
    [`{"results":{"channels":[{"alternatives":[{"transcript":"a",${filler}}]}]}}`, 'recognition'],
    [`{"id":1,"requester_id":2,"description":"a",${filler}}`, 'zendesk'],
  ];
  for (const [head, format] of cases) assert.equal(detectFormat(cut(head), 'a').format, format);
});
