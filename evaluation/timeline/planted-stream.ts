import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** What was planted into a stream (`*.truth.json`). Weeks are counted from 1. */
export interface PlantedEvent {
  readonly id: string;
  readonly kind: string;
  readonly driver?: string;
  readonly team?: string;
  readonly startWeek?: number;
  /** Day of a spike, from 0. */
  readonly day?: number;
  readonly expect: string;
}

export interface Label {
  readonly id: string;
  readonly driver: string;
  readonly flags: readonly string[];
}

export interface PlantedStream {
  readonly name: string;
  /** The conversations: all that the product sees. */
  readonly file: string;
  readonly start: string;
  readonly weeks: number;
  readonly events: readonly PlantedEvent[];
  readonly labels: ReadonlyMap<string, Label>;
}

/** The planted streams of a corpora folder, with the truth that the product never sees. */
export function plantedStreams(corpora: string): PlantedStream[] {
  const folder = join(corpora, 'timeline');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => /^planted_.*\.jsonl(\.gz)?$/.test(name) && !name.includes('.labels.'));
  return files.sort().flatMap((name) => {
    const base = name.replace(/\.jsonl(\.gz)?$/, '');
    const truth = join(folder, `${base}.truth.json`);
    const labels = ['.labels.jsonl.gz', '.labels.jsonl'].map((end) => join(folder, base + end)).find(existsSync);
    if (!existsSync(truth) || labels === undefined) return [];
    const { start, weeks, events } = JSON.parse(readFileSync(truth, 'utf8')) as { start: string; weeks: number; events: PlantedEvent[] };
    return [{ name: base, file: join(folder, name), start: start.slice(0, 10), weeks, events, labels: readLabels(labels) }];
  });
}

function readLabels(path: string): Map<string, Label> {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const labels = text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Label]));
  return new Map(labels.map((label) => [label.id, label]));
}
