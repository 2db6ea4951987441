import { randomUUID } from 'node:crypto';
import { messageOf } from '../domain/errors.ts';
import type { Workspace } from '../domain/workspace.ts';
import type { Records } from '../storage/records.ts';
import { ingestMetadata, type MetadataCounts } from './ingest-metadata.ts';
import type { IngestCounts, Line } from './line.ts';

export interface IngestRequest {
  readonly paths: readonly string[];
  readonly source: string;
  /** Metadata file that arrives apart, and the mapping of its columns. */
  readonly metadata?: string | undefined;
  readonly mapping?: string | undefined;
}

export interface IngestRun {
  readonly id: string;
  state: 'running' | 'done' | 'failed';
  counts: IngestCounts;
  metadata: MetadataCounts | null;
  /** Seconds since the start, or the whole run once it is over. */
  seconds: number;
  /** What ended the run early; null when nothing did. */
  error: string | null;
}

export interface IngestRunsOptions {
  readonly line: Line;
  readonly records: Pick<Records, 'metadata' | 'captures'>;
  readonly workspace: Workspace;
}

/** Ended runs are forgotten, oldest first, beyond this many. */
const keptRuns = 100;

/** Ingests that were asked for and how far they are. Captures are durable by themselves; a run is only their sum. */
export class IngestRuns {
  readonly #options: IngestRunsOptions;
  readonly #runs = new Map<string, IngestRun & { readonly startedAt: number }>();

  constructor(options: IngestRunsOptions) {
    this.#options = options;
  }

  start(request: IngestRequest): IngestRun {
    const counts: IngestCounts = { captured: 0, updated: 0, duplicate: 0, parked: 0, failed: 0 };
    const run = {
      id: randomUUID(),
      state: 'running' as const,
      counts,
      metadata: null,
      seconds: 0,
      error: null,
      startedAt: performance.now(),
    };
    this.#runs.set(run.id, run);
    for (const [id, old] of this.#runs) if (this.#runs.size > keptRuns && old.state !== 'running') this.#runs.delete(id);
    void this.#run(run, request);
    return run;
  }

  find(id: string): IngestRun | null {
    const run = this.#runs.get(id);
    if (run?.state === 'running') run.seconds = secondsSince(run.startedAt);
    return run ?? null;
  }

  async #run(run: IngestRun & { readonly startedAt: number }, request: IngestRequest): Promise<void> {
    const { line, records, workspace } = this.#options;
    try {
      if (request.metadata !== undefined) {
        const timeZone = workspace.sources[request.source]?.timeZone ?? workspace.timeZone;
        run.metadata = await ingestMetadata(
          { path: request.metadata, source: request.source, mapping: request.mapping, timeZone },
          records,
        );
      }
      run.counts = await line.ingest(request.paths, request.source, (counts) => {
        run.counts = counts;
      });
      run.state = 'done';
    } catch (error) {
      run.state = 'failed';
      run.error = messageOf(error);
    }
    run.seconds = secondsSince(run.startedAt);
  }
}

function secondsSince(startedAt: number): number {
  return Math.round(performance.now() - startedAt) / 1000;
}
