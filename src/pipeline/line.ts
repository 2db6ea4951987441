import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CapturedInteraction } from '../domain/captured-interaction.ts';
import { AppError } from '../domain/errors.ts';
import { type BlobHash, type InteractionId, interactionId } from '../domain/ids.ts';
import type { Workspace } from '../domain/workspace.ts';
import type { BlobStore } from '../storage/blobs.ts';
import type { CaptureOutcome, Records } from '../storage/records.ts';
import { CaptureBatch, leaseMs } from './capture-batch.ts';
import { type CaptureDependencies, captureFile, keepAhead } from './capture-file.ts';
import { type FoundFile, findFiles } from './find-files.ts';
import type { Steps } from './process-interaction.ts';
import { readContextOf } from './read-context.ts';
import type { StoreProcessed } from './rules/store-processed.ts';
import { type Assignment, JobRunner } from './run-jobs.ts';
import { swapRolesField } from './steps/swap-roles.ts';

export interface LineDependencies {
  readonly workspace: Workspace;
  readonly workspaceFolder: string;
  readonly store: StoreProcessed;
  readonly records: Records;
  readonly blobs: Pick<BlobStore, 'put'>;
  readonly steps: Steps;
  readonly voiceConcurrency: number;
  /** Gives `use` a plain file of an original and removes it afterwards. */
  readonly withPlainFile: <Result>(blob: BlobHash, use: (path: string) => Promise<Result>) => Promise<Result>;
}

/** What reading files has done so far; an unreadable file counts as one parked. */
export interface IngestCounts {
  captured: number;
  updated: number;
  duplicate: number;
  parked: number;
  failed: number;
}

/** One contact handed in by a program, its recordings already kept, in the order of `interaction.media`. */
export interface HandedIn {
  readonly source: string;
  readonly interaction: CapturedInteraction;
  readonly mediaBlobs: readonly BlobHash[];
}

const leaseBatch = 200;
const idlePollMs = 300;

/** The way of every contact from its source to the content store, and the background work of a running server. */
export class Line {
  readonly #dependencies: LineDependencies;
  readonly #settled = { done: 0, failed: 0 };
  #stopping: AbortController | null = null;
  #background: Promise<void> = Promise.resolve();

  constructor(dependencies: LineDependencies) {
    this.#dependencies = dependencies;
  }

  /** Reads files and folders; resolves when everything in them is processed and durable. */
  ingest(paths: readonly string[], source: string, onProgress: (counts: IngestCounts) => void): Promise<IngestCounts> {
    return this.ingestFiles(findFiles(paths), source, onProgress);
  }

  async ingestFiles(
    files: AsyncIterable<FoundFile> | Iterable<FoundFile>,
    source: string,
    onProgress: (counts: IngestCounts) => void = () => undefined,
  ): Promise<IngestCounts> {
    const counts: IngestCounts = { captured: 0, updated: 0, duplicate: 0, parked: 0, failed: 0 };
    const count = (what: keyof IngestCounts) => {
      counts[what] += 1;
      onProgress(counts);
    };
    const runner = this.#runner((result) => result === 'failed' && count('failed'));
    const to = this.#captureDependencies(runner, count);
    const context = await this.#readContext(source);
    try {
      for await (const { file, original } of keepAhead(files, to)) await captureFile(file, { source, context, original }, to);
    } finally {
      await to.batch.flush();
    }
    await runner.drain();
    await this.#finishWaiting(runner);
    return counts;
  }

  /** Durable when it resolves; processing follows. */
  async capture({ source, interaction, mediaBlobs }: HandedIn): Promise<{ id: InteractionId; outcome: CaptureOutcome }> {
    const { tenant } = this.#dependencies.workspace;
    const id = interactionId({ tenant, source, externalId: interaction.externalId });
    let outcome: CaptureOutcome = 'duplicate';
    const runner = this.#runner();
    const batch = new CaptureBatch({
      captures: this.#dependencies.records.captures,
      onOutcome: (what) => {
        outcome = what;
      },
      accept: async (assignments) => {
        void runner.accept(assignments).then(() => runner.drain());
      },
    });
    await batch.add({ id, tenant, source, content: interaction, mediaBlobs, originBlob: null, identity: 'stated' });
    await batch.flush();
    return { id, outcome };
  }

  /** Reads a parked original again; it leaves the parking lot unless it still cannot be read. */
  async retry(parkedId: string): Promise<CaptureOutcome | 'parked'> {
    const { records, withPlainFile } = this.#dependencies;
    const item = await records.parking.get(parkedId);
    if (item === null) throw new AppError('not-found', `Nothing is parked under ${parkedId}.`);
    const { source, name, originBlob, position } = item;
    if (originBlob === null)
      throw new AppError('bad-usage', `${parkedId} could not be opened, so nothing of it is kept: ingest its path again.`);
    const outcomes = new Set<CaptureOutcome | 'parked'>();
    const runner = this.#runner();
    const stillParked = new Set<string | null>();
    const to = this.#captureDependencies(runner, (what) => outcomes.add(what));
    const parking: CaptureDependencies['parking'] = {
      park(again) {
        stillParked.add(again.position);
        return records.parking.park(again);
      },
    };
    const context = await this.#readContext(source);
    await withPlainFile(originBlob, (path) =>
      captureFile({ name: basename(name), relativePath: name, size: 0, path }, { source, context }, { ...to, parking }),
    );
    await to.batch.flush();
    await runner.drain();
    if (stillParked.has(position)) return 'parked';
    await records.parking.remove(parkedId);
    return (['updated', 'captured'] as const).find((what) => outcomes.has(what)) ?? 'duplicate';
  }

  /** Exchanges agent and customer of recordings whose channels were told apart wrongly, and runs them again. */
  async swapRoles(ids: readonly InteractionId[]): Promise<number> {
    const { captures, metadata } = this.#dependencies.records;
    const found = (await Promise.all(ids.map((id) => captures.read(id)))).filter((capture) => capture !== null);
    await metadata.put(
      found.map(({ source, content, id, version }) => ({
        id: `swap-${id}-${version}`,
        source,
        fields: { [swapRolesField]: true },
        join: { externalId: content.externalId },
      })),
    );
    await captures.rerun(
      found.map((capture) => capture.id),
      'roles swapped',
    );
    return found.length;
  }

  /** Runs contacts through the line again as new versions; every one there is with `all`. How many were queued. */
  async rerun(which: readonly InteractionId[] | 'all'): Promise<number> {
    const { captures } = this.#dependencies.records;
    if (which !== 'all') {
      await captures.rerun(which, 'asked for');
      return which.length;
    }
    let queued = 0;
    for await (const ids of captures.allIds(leaseBatch)) {
      await captures.rerun(ids, 'asked for');
      queued += ids.length;
    }
    return queued;
  }

  /** Resolves when nothing waits any more: for a command that has queued something and has no server to do it. */
  async finish(): Promise<void> {
    await this.#finishWaiting(this.#runner());
  }

  /** Interactions waiting and under way; `done` and `failed` since this process started. */
  async progress(): Promise<{ waiting: number; working: number; done: number; failed: number }> {
    const { waiting, leased } = await this.#dependencies.records.jobs.counts();
    return { waiting, working: leased, ...this.#settled };
  }

  /** Works through what is waiting until `stop`: what an earlier process left, late metadata, re-runs. */
  start(): void {
    if (this.#stopping !== null) return;
    this.#stopping = new AbortController();
    this.#background = this.#work(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping?.abort();
    await this.#background;
    this.#stopping = null;
  }

  async #work(signal: AbortSignal): Promise<void> {
    const runner = this.#runner();
    while (!signal.aborted) {
      const assignments = await this.#leaseWaiting();
      await runner.accept(assignments);
      if (assignments.length === 0) await sleep(idlePollMs, undefined, { signal }).catch(() => undefined);
      else await runner.drain();
    }
  }

  async #finishWaiting(runner: JobRunner): Promise<void> {
    const { jobs } = this.#dependencies.records;
    while ((await jobs.counts()).waiting > 0) {
      const assignments = await this.#leaseWaiting();
      if (assignments.length === 0) await sleep(idlePollMs);
      await runner.accept(assignments);
      await runner.drain();
    }
  }

  async #leaseWaiting(): Promise<Assignment[]> {
    const { captures, jobs } = this.#dependencies.records;
    const assignments: Assignment[] = [];
    for (const job of await jobs.lease(leaseBatch, leaseMs)) {
      const capture = await captures.read(job.interaction, job.version);
      if (capture) assignments.push({ job, capture });
      else await jobs.fail(job.id, 'its capture is gone', null);
    }
    return assignments;
  }

  #readContext(source: string) {
    return readContextOf(source, this.#dependencies.workspace, this.#dependencies.workspaceFolder);
  }

  #runner(onSettled: (result: 'processed' | 'failed') => void = () => undefined): JobRunner {
    const { steps, store, records, voiceConcurrency } = this.#dependencies;
    const count = (result: 'processed' | 'failed') => {
      this.#settled[result === 'processed' ? 'done' : 'failed'] += 1;
      onSettled(result);
    };
    return new JobRunner({ steps, store, jobs: records.jobs, voiceConcurrency, onSettled: count });
  }

  #captureDependencies(runner: JobRunner, onOutcome: (outcome: CaptureOutcome | 'parked') => void): CaptureDependencies {
    const { workspace, blobs, records, withPlainFile } = this.#dependencies;
    const { captures, parking } = records;
    const batch = new CaptureBatch({ captures, onOutcome, accept: (assignments) => runner.accept(assignments) });
    return { tenant: workspace.tenant, blobs, captures, parking, withPlainFile, batch, onOutcome };
  }
}
