import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { unassessableReasons } from '../domain/finding.ts';
import { roles } from '../domain/vocabulary.ts';
import { checkExpression } from './check.ts';
import { defaultMessageGapMs, defaultWordsPerSecond } from './conversation-text.ts';
import { fieldNames } from './facts.ts';
import { parser } from './grammar/parser.generated.ts';
import { parseExpression } from './parse.ts';
import { constructs, constructTable } from './reference.ts';
import { slotLabels } from './slots.ts';
import { eventNames } from './syntax.ts';

const reference = readFileSync(new URL('../../docs/RULES.md', import.meta.url), 'utf8');
const names = { rules: new Set(['escalation-asked', 'cease-request']), lists: { pay: ['~pay'], competitors: ['x', 'y'] } };

const examples = constructs.flatMap((construct) => construct.examples);

describe('docs/RULES.md', () => {
  it('prints the table that the editor explains from', () => {
    const flat = (text: string) => text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');
    assert.ok(
      flat(reference).includes(flat(constructTable())),
      'the table of constructs in docs/RULES.md is another than src/rules/reference.ts',
    );
  });

  it('has only examples that compile', () => {
    assert.ok(examples.length > 45);
    for (const text of examples) {
      const { expression, problems } = parseExpression(text);
      assert.deepEqual(problems, [], text);
      assert.ok(expression !== null);
      assert.deepEqual(checkExpression(expression, { manner: 'detect', lists: {}, tags: [] }, names), [], text);
    }
  });

  it('uses every node of the grammar in an example', () => {
    const seen = new Set<string>();
    for (const text of examples) parser.parse(text).iterate({ enter: (node) => void seen.add(node.name) });
    // Groups, comments and the top node need no row of their own; Suffixed is a window behind a relative.
    const known = new Set(['⚠', 'Comment', 'Suffixed', 'Group', 'Unless']);
    const missing = parser.nodeSet.types
      .map((type) => type.name)
      .filter((name) => /^[A-Z]/.test(name) && !seen.has(name) && !known.has(name));
    assert.deepEqual(missing, []);
  });

  it('names every role, event, entity, fact and reason', () => {
    for (const name of [
      ...roles,
      ...eventNames,
      ...slotLabels.map((label) => `<${label}>`),
      ...unassessableReasons.map((reason) => `\`${reason}\``),
    ]) {
      assert.ok(reference.includes(name), name);
    }
    for (const name of fieldNames.filter((field) => ['channel', 'queue', 'duration'].includes(field)))
      assert.ok(reference.includes(name), name);
  });

  it('states the pace of tests without times', () => {
    assert.ok(reference.includes(`${defaultWordsPerSecond} words per second`));
    assert.ok(reference.includes(`${defaultMessageGapMs / 1000} seconds apart`));
  });
});
