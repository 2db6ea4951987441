import type { AudioFormat } from './audio-stream.ts';

export const mediaTypes: Readonly<Record<AudioFormat, string>> = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  flac: 'audio/flac',
  'ogg-vorbis': 'audio/ogg; codecs=vorbis',
  'ogg-opus': 'audio/ogg; codecs=opus',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  other: 'application/octet-stream',
};

/** Null when the bytes are no audio we know; `other` when they are audio that only ffmpeg reads. */
export function audioFormatOf(bytes: Uint8Array): AudioFormat | null {
  if (bytes.length < 12) return null;
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (start: number, end: number) => head.toString('latin1', start, end);
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') return 'wav';
  if (text(0, 4) === 'fLaC') return 'flac';
  if (text(0, 4) === 'OggS') return head.includes('OpusHead') ? 'ogg-opus' : head.includes('vorbis') ? 'ogg-vorbis' : 'other';
  if (text(4, 8) === 'ftyp') return 'm4a';
  if (isAdtsFrame(head)) return 'aac';
  if (text(0, 3) === 'ID3' || isMpegFrame(head)) return 'mp3';
  if (text(0, 4) === 'RF64' || text(0, 4) === 'FORM' || text(0, 5) === '#!AMR' || head.readUInt32BE(0) === 0x1a45dfa3) return 'other';
  return null;
}

/** MPEG audio layer III frame header: sync, no reserved rate or bit rate. */
function isMpegFrame(head: Buffer): boolean {
  if (head.length < 4 || head[0] !== 0xff || ((head[1] ?? 0) & 0xe6) !== 0xe2) return false;
  const third = head[2] ?? 0;
  return third >> 4 !== 0x0f && third >> 4 !== 0 && ((third >> 2) & 3) !== 3;
}

/** AAC frame header (ADTS): the same sync, with layer 0 and a listed sampling rate. */
function isAdtsFrame(head: Buffer): boolean {
  return head[0] === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0 && (((head[2] ?? 0) >> 2) & 15) <= 12;
}
