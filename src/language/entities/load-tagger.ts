import type { TaggerModel } from './tagger.ts';
import { unpackTagger } from './tagger-data.ts';

let loading: Promise<TaggerModel> | null = null;

/** The shipped tagger, read once per thread with the first text that needs it. */
export function loadTagger(): Promise<TaggerModel> {
  loading ??= import('./data/tagger.json', { with: { type: 'json' } }).then(({ default: data }) => unpackTagger(data));
  return loading;
}
