import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { generateSample, sampleDefaults } from './generate-sample.ts';
import { summarise } from './summary.ts';
import { truthOf } from './truth.ts';
import { writeSample } from './write-sample.ts';

/**
 * The sample workspace's generator on the command line:
 *   node workspace/sample/generate.ts --summary          what is inside, as tables
 *   node workspace/sample/generate.ts --out FOLDER       the input files
 *   node workspace/sample/generate.ts --truth FILE       what is true of them, for evaluation only
 *   node workspace/sample/generate.ts --read 3           three conversations to read
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: sampleDefaults.seed },
    weeks: { type: 'string', default: String(sampleDefaults.weeks) },
    'per-day': { type: 'string', default: String(sampleDefaults.perDay) },
    summary: { type: 'boolean', default: false },
    out: { type: 'string' },
    truth: { type: 'string' },
    read: { type: 'string' },
  },
});
const options = { seed: values.seed, weeks: Number(values.weeks), perDay: Number(values['per-day']) };

if (values.out !== undefined) {
  const started = performance.now();
  const { files, conversations } = await writeSample(values.out, options);
  console.log(`${conversations} conversations in ${files.length} files, ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
if (values.truth !== undefined) writeFileSync(values.truth, `${JSON.stringify(truthOf(generateSample(options)), null, 1)}\n`);
if (values.summary) console.log(summarise(generateSample(options)));
if (values.read !== undefined) {
  const all = [...generateSample(options)];
  const step = Math.floor(all.length / (Number(values.read) + 1));
  for (const { interaction, labels } of all.filter((_item, index) => index > 0 && index % step === 0)) {
    console.log(`\n--- ${interaction.externalId} ${interaction.channel} ${interaction.startedAt} ${labels.reason} ${labels.kind}`);
    for (const turn of interaction.turns ?? []) console.log(`${turn.participant.padEnd(9)} ${turn.text}`);
  }
}
