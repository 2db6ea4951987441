import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generateSample, type SampleContact, type SampleOptions } from './generate-sample.ts';
import { emlFiles, mboxText } from './mail-files.ts';
import { createRandom } from './random.ts';
import { whatsappExport } from './whatsapp-file.ts';

/** An input file and how to take it in. */
export interface SampleFile {
  readonly path: string;
  /** Name of the source in workspace.yaml. */
  readonly source: string;
  /** Mapping of a metadata file, relative to the workspace; absent for files with conversations. */
  readonly mapping?: string;
}

/**
 * Writes the sample company's input as its systems would export it: month files of calls, chats and messages, mail as
 * .eml, .mbox and help-desk export, WhatsApp chats, and survey answers that arrive apart. Truth is not among them.
 */
export async function writeSample(
  folder: string,
  options: SampleOptions = {},
): Promise<{ files: readonly SampleFile[]; conversations: number }> {
  const bundle = createBundle(folder);
  let conversations = 0;
  for (const item of generateSample(options)) {
    conversations += 1;
    place(bundle, item);
  }
  return { files: bundle.write(), conversations };
}

interface Table {
  readonly header: string;
  readonly mapping: string;
}

interface Bundle {
  add(source: string, file: string, text: string, table?: Table): void;
  write(): SampleFile[];
}

function createBundle(folder: string): Bundle {
  const files = new Map<string, { source: string; mapping: string | undefined; parts: string[] }>();
  return {
    add(source, file, text, table) {
      const entry = files.get(file) ?? { source, mapping: table?.mapping, parts: table ? [table.header] : [] };
      files.set(file, entry);
      entry.parts.push(text);
    },
    write() {
      return [...files].map(([file, { source, mapping, parts }]) => {
        const path = join(folder, file);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, parts.join(''));
        return { path, source, ...(mapping === undefined ? {} : { mapping }) };
      });
    },
  };
}

function place(bundle: Bundle, item: SampleContact): void {
  const { source, interaction, contact, lateScore } = item;
  const month = contact.day.iso.slice(0, 7);
  const form = createRandom(`form ${contact.id}`).next();
  if (source === 'email' && item.thread && interaction.handling === undefined && form < 0.09) {
    if (form < 0.06) for (const { name, text } of emlFiles(contact, item.thread)) bundle.add(source, `email/${name}`, text);
    else bundle.add(source, 'email/archive.mbox', mboxText(contact, item.thread));
  } else if (interaction.attributes?.platform === 'whatsapp' && interaction.handling === undefined && form < 0.3) {
    bundle.add(source, `messaging/WhatsApp Chat with ${contact.customer.name} ${contact.id}.txt`, whatsappExport(contact, interaction));
  } else bundle.add(source, `${source}/${source}-${month}.jsonl`, `${JSON.stringify(interaction)}\n`);
  if (lateScore !== undefined) {
    const file = `metadata/${source}/survey-${month}.csv`;
    bundle.add(source, file, `${contact.id},${lateScore}\n`, { header: 'contact_id,csat\n', mapping: 'mappings/survey.yaml' });
  }
}
