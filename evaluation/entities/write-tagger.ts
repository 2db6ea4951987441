import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { packTagger } from '../../src/language/entities/tagger-data.ts';
import { defaultTraining, trainTagger } from './train-tagger.ts';
import { trainingSet } from './training-set.ts';

/**
 * Trains the shipped tagger and writes src/language/entities/data/tagger.json. The record of what it was trained on and how
 * it scores is in src/language/entities/README.md.
 *
 * @example node evaluation/entities/write-tagger.ts --corpora ../shared/corpora
 */
const { values } = parseArgs({ options: { corpora: { type: 'string', default: '../shared/corpora' } } });
const examples = trainingSet(values.corpora);
const data = packTagger(trainTagger(examples), 'names-1');
await writeFile('src/language/entities/data/tagger.json', `${JSON.stringify(data)}\n`);
console.log(
  `${examples.length} texts, seed ${defaultTraining.seed}, ${Buffer.from(data.rows, 'base64').length / 4} rows, scale ${data.scale}`,
);
