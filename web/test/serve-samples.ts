import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { build } from 'vite';
import type { Interaction } from '../../src/domain/interaction.ts';
import { workspaceSchema } from '../../src/domain/workspace.ts';
import { createApp } from '../../src/http/app.ts';
import { listenOn } from '../../src/http/listen-on.ts';
import { type MemoryWorld, memoryWorld } from '../../src/http/testing/memory-stores.ts';
import { recordingOf, sampleCall, sampleInteractions, withRecording } from '../../src/http/testing/sample-interactions.ts';
import { runAnalysers } from '../../src/language/analyser.ts';
import { createAnalysers } from '../../src/language/analysers.ts';
import { sampleDrivers, sampleInsights, sampleMetrics } from './sample-numbers.ts';

const web = join(import.meta.dirname, '..');
export const webFolder = join(web, 'dist');

export interface ServedSamples {
  readonly address: string;
  readonly world: MemoryWorld;
  readonly app: FastifyInstance;
}

export async function buildPage(): Promise<void> {
  await build({ root: web, logLevel: 'error' });
}

/** The real server and the real page, over conversations that need no database. */
export async function serveSamples(more: readonly Interaction[] = []): Promise<ServedSamples> {
  const { hash } = await memoryWorld().blobs.put(oneChunk(recordingOf(sampleCall)));
  const analysers = createAnalysers({ workspace: workspaceSchema.parse({}), encoder: null });
  const understood = await Promise.all(sampleInteractions.map((one) => runAnalysers(one, analysers)));
  const samples = understood.map((one) => (one.id === sampleCall.id ? withRecording(one, hash) : one));
  const world = Object.assign(memoryWorld([...samples, ...more]), {
    metrics: sampleMetrics,
    drivers: sampleDrivers(),
    insights: sampleInsights,
  });
  // Recordings are read from the blobs of their own world; the same bytes have the same hash.
  await world.blobs.put(oneChunk(recordingOf(sampleCall)));
  const app = await createApp(world, { webFolder });
  return { address: await listenOn(app, { port: 0 }), world, app };
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
