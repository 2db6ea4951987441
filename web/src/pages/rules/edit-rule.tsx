import { useState } from 'react';
import { type EntryFields, withField, withManner } from '../../../../src/rules/authoring/entry-fields.ts';
import type { OpenRule, RuleNames } from '../../api.ts';
import { type CheckContext, checkText } from '../../editor/check-text.ts';
import { RuleEditor } from '../../editor/rule-editor.tsx';
import { Pending, Tile } from '../../parts/tile.tsx';
import { rulesStrings, ruleStrings as words } from '../../strings/rules.ts';
import { CompareRule } from './compare-rule.tsx';
import { LivePreview } from './live-preview.tsx';
import { RuleBuilder } from './rule-builder.tsx';
import { RuleDetails } from './rule-details.tsx';
import { RuleTests } from './rule-tests.tsx';
import { RuleWords } from './rule-words.tsx';
import type { RuleDraftState } from './use-rule-draft.ts';
import { useRuleNames } from './use-rule-work.ts';

interface EditRuleProps {
  readonly open: OpenRule;
  readonly draft: RuleDraftState;
  /** Null where the text is no YAML. */
  readonly fields: EntryFields | null;
}

/** Writing on one side, what comes of it on the other. */
export function EditRule({ open, draft, fields }: EditRuleProps) {
  const [asText, setAsText] = useState(false);
  const names = useRuleNames();
  const showText = asText || fields === null;
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)]">
      <div className="grid min-w-0 gap-5">
        {showText ? (
          <EntryText draft={draft} isBroken={fields === null} onForm={() => setAsText(false)} />
        ) : (
          <EntryForm draft={draft} fields={fields} onText={() => setAsText(true)} />
        )}
        <RuleWords id={open.id} text={draft.text} shown={showText ? [] : messagesOf(fields, names.data)} />
        <RuleTests id={open.id} draft={draft} tests={fields?.tests ?? null} />
      </div>
      <div className="grid min-w-0 gap-5 lg:sticky lg:top-0">
        <LivePreview id={open.id} text={draft.text} />
        {open.draft !== null && <CompareRule id={open.id} text={draft.text} />}
      </div>
    </div>
  );
}

function messagesOf(fields: EntryFields, names: RuleNames | undefined): string[] {
  if (names === undefined) return [];
  const context = contextOf(fields, names);
  return [fields.expression, fields.applies].flatMap((text) =>
    text.trim() === '' ? [] : checkText(text, context).map(({ message }) => message),
  );
}

function contextOf({ lists, manner }: EntryFields, names: RuleNames): CheckContext {
  return { names, lists, manner: manner === 'require' ? manner : 'detect' };
}

interface EntryFormProps {
  readonly draft: RuleDraftState;
  readonly fields: EntryFields;
  readonly onText: () => void;
}

function EntryForm({ draft, fields, onText }: EntryFormProps) {
  const names = useRuleNames();
  const [isBuilding, setBuilding] = useState(false);
  const { manner, expression, applies } = fields;
  if (!names.data) return <Pending label={rulesStrings.loading} error={names.error} onRetry={() => void names.refetch()} />;
  const context = contextOf(fields, names.data);
  const write = (text: string) => manner !== 'score' && draft.write(withField(draft.text, manner, text));
  const toggle = (
    <>
      {manner !== 'score' && (
        <button type="button" className="button button-quiet h-7" aria-pressed={isBuilding} onClick={() => setBuilding(!isBuilding)}>
          {words.builder.title}
        </button>
      )}
      <button type="button" className="button button-quiet h-7" onClick={onText}>
        {words.asText}
      </button>
    </>
  );
  return (
    <>
      <Tile title={words.expression} links={toggle}>
        <div className="grid gap-3 p-4">
          {manner === 'score' ? (
            <p className="text-muted">{words.scoreHelp}</p>
          ) : (
            <>
              <Manner manner={manner} onChange={(next) => draft.write(withManner(draft.text, next))} />
              {isBuilding && <RuleBuilder expression={expression} onChange={write} />}
              <RuleEditor
                label={words.expression}
                placeholder={words.expressionHint}
                value={expression}
                context={context}
                onChange={write}
                onSubmit={() => void draft.keep()}
              />
              <Problems text={expression} context={context} />
              <p className="text-xs text-muted">{words.editorKeys}</p>
            </>
          )}
          <div className="grid gap-1">
            <p className="text-xs font-semibold text-muted">{words.applies}</p>
            <RuleEditor
              label={words.applies}
              placeholder={words.appliesHint}
              value={applies}
              context={context}
              onChange={(text) => draft.write(withField(draft.text, 'applies', text.trim() === '' ? '' : text))}
            />
            <Problems text={applies} context={context} />
            <p className="text-xs text-muted">{words.appliesHelp}</p>
          </div>
        </div>
      </Tile>
      <RuleDetails draft={draft} fields={fields} />
    </>
  );
}

function Manner({
  manner,
  onChange,
}: {
  readonly manner: 'detect' | 'require';
  readonly onChange: (manner: 'detect' | 'require') => void;
}) {
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="float-left mr-2 text-xs font-semibold text-muted">{words.manner}</legend>
      {(['detect', 'require'] as const).map((each) => (
        <button key={each} type="button" className="button h-7" aria-pressed={manner === each} onClick={() => onChange(each)}>
          {words.manners[each]}
        </button>
      ))}
    </fieldset>
  );
}

/** The same words as under the line in the editor, for those who do not see the line. */
function Problems({ text, context }: { readonly text: string; readonly context: CheckContext }) {
  const problems = text.trim() === '' ? [] : checkText(text, context);
  return (
    <ul aria-live="polite" aria-label={words.problems} className={problems.length === 0 ? 'sr-only' : 'flex flex-col gap-1'}>
      {problems.map(({ from, severity, message, suggestion }) => (
        <li key={`${from} ${message}`} className={severity === 'error' ? 'text-danger' : 'text-warn'}>
          {message}
          {suggestion !== undefined && <span className="text-ink"> {rulesStrings.try(suggestion)}</span>}
        </li>
      ))}
    </ul>
  );
}

interface EntryTextProps {
  readonly draft: RuleDraftState;
  readonly isBroken: boolean;
  readonly onForm: () => void;
}

function EntryText({ draft, isBroken, onForm }: EntryTextProps) {
  const toggle = (
    <button type="button" className="button button-quiet h-7" disabled={isBroken} onClick={onForm}>
      {words.asForm}
    </button>
  );
  return (
    <Tile title={words.asText} links={toggle}>
      <div className="grid gap-2 p-4">
        {isBroken && <p role="alert">{words.brokenText}</p>}
        <textarea
          aria-label={words.textLabel}
          spellCheck={false}
          rows={Math.min(36, draft.text.split('\n').length + 2)}
          className="field h-auto w-full py-2 font-mono text-xs leading-5 whitespace-pre"
          value={draft.text}
          onChange={(event) => draft.write(event.target.value)}
        />
      </div>
    </Tile>
  );
}
