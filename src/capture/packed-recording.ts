import { audioFormatOf } from './audio/audio-format.ts';
import type { SourceFile } from './read-source.ts';
import { isGzipFile, readHead } from './source-bytes.ts';

/** Whether a file is a recording inside gzip. Text formats are unpacked as they are read; decoders need the recording plain. */
export async function isPackedRecording(file: SourceFile): Promise<boolean> {
  if (!(await isGzipFile(file.path))) return false;
  const head = await readHead(file).catch(() => new Uint8Array());
  return audioFormatOf(head) !== null;
}

/** `call.wav.gz` → `call.wav`: the name that metadata and players know. */
export function unpackedName(name: string): string {
  return name.replace(/\.gz$/iu, '');
}
