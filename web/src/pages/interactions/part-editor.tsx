import { type FormEvent, useState } from 'react';
import { comparisons, type PrintedPart, readSearch } from '../../../../src/analytics/search/read-search.ts';
import type { Facets } from '../../api.ts';
import { searchStrings } from '../../strings/search.ts';
import { fieldTitle } from './prepare-facets.ts';

interface PartEditorProps {
  readonly part: PrintedPart;
  readonly facets: Facets;
  readonly labelOf: (field: string, value: string) => string;
  readonly onChange: (part: PrintedPart) => void;
}

/** What a chip opens: the values of a filter, the bound of a number, or the words themselves. */
export function PartEditor({ part, facets, labelOf, onChange }: PartEditorProps) {
  switch (part.kind) {
    case 'filter':
      return part.field === 'from' || part.field === 'to' ? (
        <DayEditor part={part} onChange={onChange} />
      ) : (
        <ValuesEditor part={part} facets={facets} labelOf={labelOf} onChange={onChange} />
      );
    case 'comparison':
      return <ComparisonEditor part={part} onChange={onChange} />;
    default:
      return <TextEditor part={part} onChange={onChange} />;
  }
}

type Filter = Extract<PrintedPart, { kind: 'filter' }>;
interface EditorProps<Part> {
  readonly part: Part;
  readonly onChange: (part: PrintedPart) => void;
}

const ruleFields = new Set(['met', 'missed', 'not-assessable']);
const mostValues = 30;

function ValuesEditor({ part, facets, labelOf, onChange }: EditorProps<Filter> & Pick<PartEditorProps, 'facets' | 'labelOf'>) {
  const [values, setValues] = useState(part.values);
  const [isExcluded, setExcluded] = useState(part.isExcluded);
  const counted = (facets[ruleFields.has(part.field) ? 'rule' : part.field] ?? []).map(({ value }) => value);
  const shown = [...new Set([...part.values, ...counted])].slice(0, mostValues);
  return (
    <form onSubmit={submitting(() => values.length > 0 && onChange({ ...part, values, isExcluded }))} className="flex flex-col gap-2">
      <fieldset className="max-h-56 overflow-y-auto">
        <legend className="sr-only">{searchStrings.values(fieldTitle(part.field))}</legend>
        {shown.map((value) => (
          <label key={value} className="flex min-h-7 items-center gap-2 rounded px-1 hover:bg-sunken">
            <input
              type="checkbox"
              checked={values.includes(value)}
              onChange={({ target }) => setValues(target.checked ? [...values, value] : values.filter((each) => each !== value))}
            />
            <span className="truncate">{labelOf(part.field, value)}</span>
          </label>
        ))}
      </fieldset>
      <label className="flex items-center gap-2 border-t border-line px-1 pt-2">
        <input type="checkbox" checked={isExcluded} onChange={({ target }) => setExcluded(target.checked)} />
        {searchStrings.not}
      </label>
      <ApplyButton />
    </form>
  );
}

function ComparisonEditor({ part, onChange }: EditorProps<Extract<PrintedPart, { kind: 'comparison' }>>) {
  const [comparison, setComparison] = useState(part.comparison);
  const [amount, setAmount] = useState(part.amount);
  const apply = () => {
    const [read] = readSearch(`${part.field}${comparison}${amount}`).parts;
    if (read?.kind === 'comparison') onChange(read);
  };
  return (
    <form onSubmit={submitting(apply)} className="flex flex-col gap-2">
      <div className="flex gap-2">
        <select
          className="field"
          aria-label={searchStrings.comparison}
          value={comparison}
          onChange={({ target }) => setComparison(comparisons.find((each) => each === target.value) ?? comparison)}
        >
          {comparisons.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
        <input
          className="field min-w-0 flex-1"
          aria-label={searchStrings.amount}
          value={amount}
          onChange={({ target }) => setAmount(target.value)}
        />
      </div>
      <p className="text-xs text-muted">{searchStrings.amountHelp}</p>
      <ApplyButton />
    </form>
  );
}

function DayEditor({ part, onChange }: EditorProps<Filter>) {
  return (
    <input
      type="date"
      className="field w-full"
      aria-label={fieldTitle(part.field)}
      value={part.values[0] ?? ''}
      onChange={({ target }) => target.value && onChange({ ...part, values: [target.value] })}
    />
  );
}

function TextEditor({ part, onChange }: EditorProps<Extract<PrintedPart, { kind: 'words' | 'expression' }>>) {
  const [text, setText] = useState(part.text);
  const [isExcluded, setExcluded] = useState(part.kind === 'words' && part.isExcluded);
  const apply = () => {
    const words = text.trim();
    if (words === '') return;
    onChange(
      part.kind === 'words'
        ? { ...part, text: words, isExcluded, isPhrase: part.isPhrase || words.includes(' ') }
        : { ...part, text: words },
    );
  };
  return (
    <form onSubmit={submitting(apply)} className="flex flex-col gap-2">
      <textarea
        className="field h-auto min-h-8 w-full py-1 font-mono text-xs"
        rows={part.kind === 'words' ? 1 : 4}
        aria-label={searchStrings.words}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {part.kind === 'words' && (
        <label className="flex items-center gap-2 px-1">
          <input type="checkbox" checked={isExcluded} onChange={({ target }) => setExcluded(target.checked)} />
          {searchStrings.without}
        </label>
      )}
      <ApplyButton />
    </form>
  );
}

function submitting(apply: () => void) {
  return (event: FormEvent) => {
    event.preventDefault();
    apply();
  };
}

function ApplyButton() {
  return (
    <button type="submit" className="button button-accent h-7 text-xs">
      {searchStrings.apply}
    </button>
  );
}
