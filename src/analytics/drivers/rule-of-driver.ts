import type { RuleDraft } from '../../storage/rule-drafts.ts';
import type { Driver } from './driver-model.ts';

/** Phrases that a rule begins with; the analyst goes on from there. */
const phrasesTaken = 6;

/** A draft of a rule that looks for what customers of this driver say: seen by no conversation until it is published. */
export function ruleOfDriver({ name, phrases, quotes }: Pick<Driver, 'name' | 'phrases' | 'quotes'>, now: Date): RuleDraft {
  const rule = `driver-${
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'unnamed'
  }`.slice(0, 60);
  const said = phrases.slice(0, phrasesTaken);
  const examples = quotes.filter(({ text }) => said.some((phrase) => text.toLowerCase().includes(phrase))).slice(0, 2);
  const tests = examples.map(
    ({ text }) => `    - { name: "meets: as customers say it", turns: [${JSON.stringify(`customer: ${text}`)}], expect: met }`,
  );
  const lines = [
    `- id: ${rule}`,
    `  name: ${JSON.stringify(name)}`,
    '  description: A finding is a customer who speaks of what this contact driver is about. Begun from the phrases that tell the driver from others.',
    '  severity: info',
    '  tags: [driver]',
    '  detect: |',
    `    customer: (${said.map((phrase) => JSON.stringify(phrase)).join(' | ')})`,
    '  tests:',
    ...tests,
    '    - { name: "not assessable: the customer never spoke", turns: ["agent: hello"], expect: not-assessable(no-such-role) }',
  ];
  return { rule, file: 'rules/drivers.yaml', text: `${lines.join('\n')}\n`, base: null, savedAt: now.toISOString() };
}
