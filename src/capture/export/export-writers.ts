import type { Interaction } from '../../domain/interaction.ts';
import { csvHeader, toCsv } from './to-csv.ts';
import { toVcon } from './to-vcon.ts';

/** One whole record per line, exactly as stored. */
export function toJsonl(interaction: Interaction): string {
  return `${JSON.stringify(interaction)}\n`;
}

async function* writeJsonLines(interactions: AsyncIterable<Interaction>): AsyncGenerator<string> {
  for await (const interaction of interactions) yield toJsonl(interaction);
}

async function* writeVcons(interactions: AsyncIterable<Interaction>): AsyncGenerator<string> {
  for await (const interaction of interactions) yield `${JSON.stringify(toVcon(interaction))}\n`;
}

async function* writeCsv(interactions: AsyncIterable<Interaction>): AsyncGenerator<string> {
  yield csvHeader();
  for await (const interaction of interactions) yield toCsv(interaction);
}

/** The formats of `earshot export --format`; each writes in constant memory. */
export const exportWriters = { jsonl: writeJsonLines, csv: writeCsv, vcon: writeVcons } as const;
