import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from './app.ts';
import type { Progress } from './contract/operations.ts';
import { listenOn } from './listen-on.ts';
import { eventIdOf, streamProgress } from './stream-progress.ts';
import { memoryWorld } from './testing/memory-stores.ts';

const quick = { pollMs: 1, heartbeatMs: 5 };
const idle: Progress = { waiting: 0, working: 0, done: 7, failed: 0 };

async function take(events: AsyncGenerator<string>, count: number): Promise<string[]> {
  const taken: string[] = [];
  for await (const event of events) {
    taken.push(event);
    if (taken.length === count) break;
  }
  return taken;
}

test('a change is one event and an unchanged state none', async () => {
  const states: Progress[] = [idle, idle, { ...idle, working: 1 }];
  const events = await take(
    streamProgress(async () => states.shift() ?? { ...idle, done: 8 }, quick),
    4,
  );
  assert.deepEqual(
    events.slice(1).map((event) => event.split('\n')[0]),
    ['id: 0-0-7-0', 'id: 0-1-7-0', 'id: 0-0-8-0'],
  );
});

test('a client that comes back is not told what it has seen', async () => {
  const events = await take(
    streamProgress(async () => idle, { ...quick, lastEventId: eventIdOf(idle) }),
    2,
  );
  assert.deepEqual(events.slice(1), [': still here\n\n']);
});

test('a stream ends after its time, so that whoever may not see it any more is asked', async () => {
  const events = await Array.fromAsync(streamProgress(async () => idle, { pollMs: 5, longestMs: 30 }));
  assert.ok(events.length >= 2);
});

test('the stream reaches a real client and ends with the server', async () => {
  const world = memoryWorld();
  world.progress = idle;
  const app = await createApp(world);
  const address = await listenOn(app, { port: 0 });
  const reply = await fetch(`${address}/v1/progress/stream`);
  assert.equal(reply.headers.get('content-type'), 'text/event-stream');
  assert.ok(reply.body);
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('data:')) text += (await reader.read()).value ?? '';
  assert.match(text, /id: 0-0-7-0\nevent: progress\ndata: \{"waiting":0,"working":0,"done":7,"failed":0\}/);
  await reader.cancel();
  await app.close();
});
