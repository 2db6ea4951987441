import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { generateInteraction } from '../storage/testing/generate-interaction.ts';
import { AnalysisPool } from './analysis-pool.ts';
import { loadWorkspace } from './load-workspace.ts';
import type { Work } from './work.ts';

/** Stands for a defect that ends the thread: an encoder that exits at one contact and lets the others be. */
const fatalEncoder = new URL(
  `data:text/javascript,${encodeURIComponent(`
    export const encodeInteractions = (batch) => {
      if (batch.some(({ externalId }) => externalId === 'fatal')) process.exit(1);
      return batch;
    };`)}`,
);
const sentences = new URL('../language/encoder/minilm/open-encoder.ts', import.meta.url);

test('a contact that ends its thread is given back to be tried again; those it travelled with, and later ones, are analysed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-pool-'));
  const workspace = { ...(await loadWorkspace(folder)), analysis: { profile: 'none', agentSentiment: false } as const };
  const rules = () => ({ revision: 1, sources: { rules: [], lists: [] } });
  const pool = new AnalysisPool({ workspace, encoder: fatalEncoder, sentences, rules }, 1);
  const work = (externalId: string): Work => ({
    settings: {},
    interaction: generateInteraction(1, { externalId }),
    arrived: { received: true, redacted: false },
  });
  try {
    const outcomes = await Promise.all(['before', 'fatal', 'after'].map((name) => pool.analyse(work(name))));
    assert.deepEqual(
      outcomes.map((outcome) => (outcome.kind === 'quarantine' ? outcome.reason : outcome.kind)),
      ['ok', 'retry', 'ok'],
    );
    assert.equal((await pool.analyse(work('later'))).kind, 'ok');
  } finally {
    await pool.close();
    await rm(folder, { recursive: true });
  }
});
