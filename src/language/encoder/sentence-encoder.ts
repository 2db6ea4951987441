import type { WordPiece } from './word-pieces.ts';

/**
 * Port: texts to unit vectors, so that the dot product of two is the likeness of their meaning. Two adapters: MiniLM, and the
 * static table distilled from it, which is hundreds of times quicker and less exact.
 */
export interface SentenceEncoder {
  /** Model, quantisation and version; vectors of different versions are never compared. */
  readonly version: string;
  readonly dimensions: number;
  /** One vector per text, in order. A text without a known word gives zeros: it is like nothing. */
  encode(texts: readonly string[]): Promise<readonly Float32Array[]>;
}

/** Port: one text to its unit vector at once, for those who cannot wait, such as the rule engines. */
export interface InstantEncoder {
  readonly version: string;
  encodeOne(text: string): Float32Array;
}

/** A text's pieces with their places in it, and one state of `dimensions` numbers for each, one after the other. */
export interface TokenStates {
  readonly pieces: readonly WordPiece[];
  readonly states: Float32Array;
}

/** Port: what a network makes of every single word in its context, for heads that label words. */
export interface TokenEncoder {
  readonly version: string;
  readonly dimensions: number;
  encodeTokens(texts: readonly string[]): Promise<readonly TokenStates[]>;
}

export type EncoderProfile = 'none' | 'static' | 'full';

/** What a module that opens encoders exports; threads get its address, since encoders do not travel between them. */
export interface SentenceEncoderModule {
  openSentenceEncoder(profile: EncoderProfile): Promise<SentenceEncoder | null>;
  /** Loads nothing before its first text. */
  openInstantEncoder(profile: EncoderProfile): InstantEncoder | null;
}
