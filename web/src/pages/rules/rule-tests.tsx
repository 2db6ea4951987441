import { type SubmitEvent, useState } from 'react';
import { type EntryTest, withTest } from '../../../../src/rules/authoring/entry-fields.ts';
import type { RuleTestOutcome } from '../../api.ts';
import { Tile } from '../../parts/tile.tsx';
import { ruleStrings } from '../../strings/rules.ts';
import { useRested } from './use-rested.ts';
import type { RuleDraftState } from './use-rule-draft.ts';
import { useRuleTests } from './use-rule-work.ts';

const words = ruleStrings.tests;
const restMs = 350;

interface RuleTestsProps {
  readonly id: string;
  readonly draft: RuleDraftState;
  /** Null while the text is no YAML. */
  readonly tests: readonly EntryTest[] | null;
}

/** The conversations beside the rule, run at every change by the engine that judges what is stored. */
export function RuleTests({ id, draft, tests }: RuleTestsProps) {
  const results = useRuleTests(id, useRested(draft.text, restMs));
  const [editing, setEditing] = useState<number | null>(null);
  const outcomes = results.data?.items ?? [];
  const passed = outcomes.filter((outcome) => outcome.passed).length;
  const keep = (at: number, test: EntryTest | null) => {
    draft.write(withTest(draft.text, at, test));
    setEditing(null);
  };
  const summary = outcomes.length > 0 && (
    <span role="status" className={`text-xs ${passed === outcomes.length ? 'text-muted' : 'text-danger'}`}>
      {words.summary(passed, outcomes.length)}
    </span>
  );
  return (
    <Tile title={words.title} links={summary}>
      <div className="grid gap-2 p-4">
        {tests?.length === 0 && <p className="text-muted">{words.none}</p>}
        <ul className="flex flex-col divide-y divide-line">
          {tests?.map((test, at) => (
            // Tests have no name of their own that must differ; their place is what the file knows them by.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above.
            <li key={at} className="py-2 first:pt-0">
              {editing === at ? (
                <TestForm test={test} onKeep={(next) => keep(at, next)} onCancel={() => setEditing(null)} />
              ) : (
                <TestLine test={test} outcome={outcomes[at]} onEdit={() => setEditing(at)} />
              )}
            </li>
          ))}
        </ul>
        {tests && editing === tests.length && (
          <TestForm test={null} onKeep={(next) => keep(tests.length, next)} onCancel={() => setEditing(null)} />
        )}
        {tests && editing === null && (
          <button type="button" className="button justify-self-start" onClick={() => setEditing(tests.length)}>
            {words.add}
          </button>
        )}
      </div>
    </Tile>
  );
}

interface TestLineProps {
  readonly test: EntryTest;
  readonly outcome: RuleTestOutcome | undefined;
  readonly onEdit: () => void;
}

function TestLine({ test: { name, expect }, outcome, onEdit }: TestLineProps) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-3">
      <button type="button" className="min-h-6 min-w-0 flex-1 text-left hover:text-accent hover:underline" onClick={onEdit}>
        <span className="sr-only">{words.edit('')}</span>
        {name || words.unnamed}
      </button>
      <span className="text-xs text-muted">{words.expects(expect)}</span>
      {outcome && (
        <span className={`text-xs font-medium ${outcome.passed ? 'text-muted' : 'text-danger'}`}>
          {outcome.passed ? `✓ ${words.passes}` : `✗ ${words.fails(outcome.actual)}`}
        </span>
      )}
    </div>
  );
}

const expectations = ['met', 'missed', 'not-assessable'];
const empty: EntryTest = { name: '', given: {}, turns: [], expect: 'met' };

interface TestFormProps {
  readonly test: EntryTest | null;
  readonly onKeep: (test: EntryTest | null) => void;
  readonly onCancel: () => void;
}

function TestForm({ test, onKeep, onCancel }: TestFormProps) {
  const [{ name, given, turns, expect }, setTest] = useState(test ?? empty);
  const [lines, setLines] = useState(turns.join('\n'));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onKeep({ name, given, expect, turns: lines.split('\n').filter((line) => line.trim() !== '') });
  };
  const change = (part: Partial<EntryTest>) => setTest((before) => ({ ...before, ...part }));
  return (
    <form className="grid gap-2 rounded-md bg-sunken p-3" onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onCancel()}>
      <label className="grid gap-1">
        <span className="text-xs text-muted">{words.name}</span>
        {/* biome-ignore lint/a11y/noAutofocus: the reader has just asked for this form. */}
        <input autoFocus required className="field" value={name} onChange={(event) => change({ name: event.target.value })} />
      </label>
      <label className="grid gap-1">
        <span className="text-xs text-muted">{words.turns}</span>
        <textarea
          required
          rows={Math.max(3, lines.split('\n').length)}
          className="field h-auto py-1.5 font-mono text-xs leading-5"
          placeholder={words.turnsHint}
          value={lines}
          onChange={(event) => setLines(event.target.value)}
        />
      </label>
      <label className="grid gap-1 sm:max-w-60">
        <span className="text-xs text-muted">{words.expect}</span>
        <select className="field" value={expect} onChange={(event) => change({ expect: event.target.value })}>
          {[...new Set([...expectations, expect])].map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
      <div className="flex gap-2">
        <button type="submit" className="button button-accent">
          {words.save}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {words.cancel}
        </button>
        {test && (
          <button type="button" className="button button-quiet ml-auto" onClick={() => onKeep(null)}>
            {words.remove}
          </button>
        )}
      </div>
    </form>
  );
}
