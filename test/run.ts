import { globSync } from 'node:fs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/**
 * Runs the tests by tier and ends with `N passed, N failed`.
 *
 * @example node test/run.ts            every tier
 * @example node test/run.ts unit       one tier
 */
const folders = '{src,test,web,workspace,evaluation,bench}';
const tiers = {
  unit: { suffix: '.test.ts', what: 'pure functions, no models, no database' },
  contract: { suffix: '.contract.test.ts', what: 'real stores, the API and whole scenarios' },
  speech: { suffix: '.speech.test.ts', what: 'speech recognition with the shipped weights' },
  browser: { suffix: '.browser.test.ts', what: 'the web application in Chromium' },
} as const;
type Tier = keyof typeof tiers;

function filesOf(tier: Tier): string[] {
  const files = globSync(`${folders}/**/*${tiers[tier].suffix}`, { exclude: ['**/node_modules/**', '**/dist/**'] });
  const special = Object.values(tiers)
    .map((each) => each.suffix)
    .filter((suffix) => suffix !== '.test.ts');
  return files.filter((file) => tier !== 'unit' || !special.some((suffix) => file.endsWith(suffix))).sort();
}

interface Counts {
  passed: number;
  failed: number;
}

function runTier(tier: Tier): Promise<Counts> {
  const counts: Counts = { passed: 0, failed: 0 };
  const events = run({ files: filesOf(tier), concurrency: tier === 'unit' ? 2 : 1, timeout: 10 * 60_000 });
  events.on('test:pass', (event) => {
    if (event.details.type !== 'suite' && event.skip === undefined) counts.passed += 1;
  });
  events.on('test:fail', (event) => {
    if (event.details.type !== 'suite') counts.failed += 1;
  });
  return new Promise((resolve) => {
    events.compose(spec).pipe(process.stdout, { end: false });
    events.on('close', () => resolve(counts));
  });
}

function isTier(name: string): name is Tier {
  return Object.hasOwn(tiers, name);
}

const wanted = process.argv.slice(2).length > 0 ? process.argv.slice(2).filter(isTier) : (Object.keys(tiers) as Tier[]);
const total: Counts = { passed: 0, failed: 0 };
const lines: string[] = [];
for (const tier of wanted) {
  const startedAt = performance.now();
  const counts = await runTier(tier);
  total.passed += counts.passed;
  total.failed += counts.failed;
  lines.push(
    `${tier}: ${counts.passed} passed, ${counts.failed} failed in ${((performance.now() - startedAt) / 60_000).toFixed(1)} min (${tiers[tier].what})`,
  );
}
console.log(`\n${lines.join('\n')}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
