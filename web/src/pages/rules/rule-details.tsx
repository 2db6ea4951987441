import { type EntryFields, withField } from '../../../../src/rules/authoring/entry-fields.ts';
import { rulesStrings, ruleStrings as words } from '../../strings/rules.ts';
import type { RuleDraftState } from './use-rule-draft.ts';

interface RuleDetailsProps {
  readonly draft: RuleDraftState;
  readonly fields: EntryFields;
}

/** What people read of a rule beside its verdicts. */
export function RuleDetails({ draft, fields: { name, description, severity, tags } }: RuleDetailsProps) {
  return (
    <details className="rounded-lg border border-line bg-surface">
      <summary className="min-h-11 px-4 py-2.5 font-semibold">{words.details}</summary>
      <div className="grid gap-3 border-t border-line p-4 sm:grid-cols-2">
        <label className="grid gap-1">
          <span className="text-xs text-muted">{words.name}</span>
          <input className="field" value={name} onChange={(event) => draft.write(withField(draft.text, 'name', event.target.value))} />
        </label>
        <label className="grid gap-1">
          <span className="text-xs text-muted">{words.severity}</span>
          <select
            className="field"
            value={severity}
            onChange={(event) => draft.write(withField(draft.text, 'severity', event.target.value))}
          >
            {Object.entries(rulesStrings.severities).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label className="grid gap-1 sm:col-span-2">
          <span className="text-xs text-muted">{words.description}</span>
          <textarea
            rows={3}
            className="field h-auto py-1.5"
            value={description}
            onChange={(event) => draft.write(withField(draft.text, 'description', event.target.value))}
          />
        </label>
        <label className="grid gap-1 sm:col-span-2">
          <span className="text-xs text-muted">{words.tags}</span>
          <input
            key={tags.join()}
            className="field"
            defaultValue={tags.join(', ')}
            onBlur={(event) => {
              const next = event.target.value.split(',').map((tag) => tag.trim());
              if (next.join(', ') !== tags.join(', ')) draft.write(withField(draft.text, 'tags', next.filter(Boolean)));
            }}
          />
        </label>
      </div>
    </details>
  );
}
