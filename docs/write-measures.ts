import { writeFile } from 'node:fs/promises';
import { documentMeasures } from '../src/language/measures/document-measures.ts';

/** Writes docs/MEASURES.md; run after a change of the catalogue. */
await writeFile(new URL('MEASURES.md', import.meta.url), documentMeasures());
