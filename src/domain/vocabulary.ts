/** The closed word lists that every part shares. Terms: docs/GLOSSARY.md. */

export const channels = ['voice', 'chat', 'email', 'messaging'] as const;
export type Channel = (typeof channels)[number];

export const directions = ['inbound', 'outbound', 'internal'] as const;
export type Direction = (typeof directions)[number];

export const roles = ['agent', 'customer', 'bot', 'ivr', 'supervisor', 'third-party', 'unknown'] as const;
export type Role = (typeof roles)[number];

export const legKinds = ['ivr', 'bot', 'queue', 'agent', 'consult', 'conference', 'voicemail', 'wrap-up'] as const;
export type LegKind = (typeof legKinds)[number];

/** hold … close come from the source where it knows them; silence … gap are computed (docs/MEASURES.md); ring … tone are heard. */
export const eventKinds = [
  'hold',
  'transfer',
  'mute',
  'pause',
  'join',
  'leave',
  'close',
  'silence',
  'dead-air',
  'overtalk',
  'interruption',
  'gap',
  'ring',
  'music',
  'tone',
  'speech-other-language',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** analyse: everything; metadata-only: the contact counts, its words are never read; exclude: kept out of every figure. */
export const handlings = ['analyse', 'metadata-only', 'exclude'] as const;
export type Handling = (typeof handlings)[number];

export function isTextChannel(channel: Channel): boolean {
  return channel !== 'voice';
}
