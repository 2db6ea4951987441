import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../domain/errors.ts';
import type { IngestRun } from '../../http/contract/ingests.ts';
import type { CliEnvironment, Connection, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { createProgress, printJson, printLine } from '../print.ts';

interface IngestOptions extends DataOptions {
  readonly source: string;
  readonly metadata?: string;
  readonly mapping?: string;
  readonly json?: boolean;
}

const pollMs = 150;

export function ingestCommand(program: Command, environment: CliEnvironment): void {
  withDataOptions(program.command('ingest'))
    .description('Read files and folders, and wait until everything in them is processed.')
    .argument('[path...]', 'files or folders: transcripts, chats, mail, recordings (docs/FORMATS.md), .gz too')
    .option('--source <name>', 'where they come from; the workspace may say more about it', 'files')
    .option('--metadata <file>', 'contact records that arrive apart (CSV or JSONL), joined before or after their contacts')
    .option('--mapping <file>', 'YAML: which column of --metadata is which field')
    .option('--json', 'last line: {"captured":n,"updated":n,"duplicate":n,"parked":n,"failed":n,"seconds":s}')
    .addHelpText(
      'after',
      `
Examples:
  earshot ingest recordings/ --source telephony
  earshot ingest chats.jsonl.gz
  earshot ingest --metadata cdr.csv --mapping cdr.yaml --source telephony

The same input twice is captured once. What cannot be read is parked with its reason: earshot parked`,
    )
    .action(async (paths: string[], options: IngestOptions) => {
      if (paths.length === 0 && options.metadata === undefined)
        throw new AppError('bad-usage', 'name a file or a folder, or --metadata FILE');
      const connection = await environment.connect(options);
      try {
        await ingest(connection, paths, options);
      } finally {
        await connection.close();
      }
    });
}

async function ingest(connection: Connection, paths: readonly string[], options: IngestOptions): Promise<void> {
  const progress = createProgress();
  let run = await connection.request<IngestRun>('POST', '/v1/ingests', {
    paths: paths.map((path) => resolve(path)),
    source: options.source,
    ...(options.metadata ? { metadata: resolve(options.metadata) } : {}),
    ...(options.mapping ? { mapping: resolve(options.mapping) } : {}),
  });
  while (run.state === 'running') {
    await new Promise((done) => setTimeout(done, pollMs));
    run = await connection.request<IngestRun>('GET', `/v1/ingests/${run.id}`);
    progress.show(`${run.counts.captured + run.counts.updated} captured, ${run.counts.parked} parked, ${run.seconds.toFixed(0)} s`);
  }
  progress.end();
  if (run.error !== null) throw new AppError('bad-usage', run.error);
  report(run, options.json === true);
}

function report(run: IngestRun, json: boolean): void {
  const { counts, seconds, metadata } = run;
  if (metadata)
    printLine(
      `metadata: ${metadata.rows} rows, ${metadata.matched} matched, ${metadata.unmatched} waiting for their contact, ${metadata.unreadable} unreadable`,
    );
  if (!json) {
    printLine(
      `${counts.captured} captured, ${counts.updated} updated, ${counts.duplicate} already here, ${counts.parked} parked, ${counts.failed} failed in ${seconds.toFixed(1)} s`,
    );
    if (counts.parked > 0) printLine('See why with: earshot parked');
  } else printJson({ ...counts, seconds });
  const readable = counts.captured + counts.updated + counts.duplicate;
  if (readable === 0 && counts.parked + counts.failed > 0) process.exitCode = 1;
}
