import { tokenizerVersion } from '../../language/tokens/dictionary.ts';
import type { StoredReading } from '../../rules/stored/stored-judge.ts';
import type { ReadingRow } from '../../storage/readings.ts';

/** A row of the store as the rule engine takes it. */
export function storedReading({ id, profile, frame, facts, tokens, tokeniser }: ReadingRow): StoredReading {
  return { id, profile, frame, facts, tokens, isCurrent: tokeniser === tokenizerVersion };
}
