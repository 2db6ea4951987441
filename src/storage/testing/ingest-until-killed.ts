import { createReadStream } from 'node:fs';
import { openData } from '../open-data.ts';
import { generateCapture } from './generate-capture.ts';
import { generateInteraction } from './generate-interaction.ts';

/**
 * Run as a process of its own by the test that kills it: captures, stores and completes in turn, and prints each thing once
 * it has been acknowledged. `node ingest-until-killed.ts FOLDER FIRST FILE`
 */
const [folder = '', first = '0', file = ''] = process.argv.slice(2);
const batchSize = 40;
const { records, content, blobs } = await openData(folder, { tenant: 'default' });

for (let start = Number(first); ; start += batchSize) {
  const numbers = Array.from({ length: batchSize }, (_, index) => start + index);
  const { hash } = await blobs.put(createReadStream(file, { end: start % 100_000 }));
  process.stdout.write(`blob ${hash}\n`);
  const recorded = await records.captures.record(
    numbers.map((number) => generateCapture(number)),
    60_000,
  );
  process.stdout.write(`captured ${start}\n`);
  await content.put(numbers.map((number) => generateInteraction(number)));
  process.stdout.write(`stored ${start}\n`);
  await records.jobs.complete(recorded.flatMap(({ job }) => (job === null ? [] : [job.id])));
  process.stdout.write(`completed ${start}\n`);
}
