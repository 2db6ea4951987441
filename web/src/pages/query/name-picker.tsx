import { useState } from 'react';
import { humanise } from '../../format.ts';
import { Icon } from '../../parts/icon.tsx';
import { queryStrings } from '../../strings/query.ts';

const words = queryStrings;

interface NamePickerProps {
  readonly label: string;
  readonly add: string;
  readonly chosen: readonly string[];
  readonly most: number;
  readonly names: readonly string[];
  /** Prefixes that take a name of the site's own: `rule_rate:greeting`. */
  readonly families: readonly string[];
  readonly labelOf: (name: string) => string;
  readonly onChange: (chosen: readonly string[]) => void;
}

/** What is chosen as chips, and a list to add from; a family asks for its name. */
export function NamePicker({ label, add, chosen, most, names, families, labelOf, onChange }: NamePickerProps) {
  const [family, setFamily] = useState<string | null>(null);
  const pick = (name: string) => (families.includes(name) ? setFamily(name) : onChange([...chosen, name]));
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="float-left w-20 text-xs font-semibold text-muted">{label}</legend>
      {chosen.map((name) => (
        <button
          key={name}
          type="button"
          className="chip h-7 hover:border-line-strong"
          aria-label={words.remove(labelOf(name))}
          onClick={() => onChange(chosen.filter((each) => each !== name))}
        >
          {labelOf(name)}
          <Icon name="close" className="size-3 text-muted" />
        </button>
      ))}
      {chosen.length < most && family === null && (
        <select
          className="field h-7 text-xs"
          aria-label={add}
          value=""
          onChange={(event) => event.target.value && pick(event.target.value)}
        >
          <option value="">{add}…</option>
          {names
            .filter((name) => !chosen.includes(name))
            .map((name) => (
              <option key={name} value={name}>
                {labelOf(name)}
              </option>
            ))}
          {families.map((name) => (
            <option key={name} value={name}>
              {humanise(name)}…
            </option>
          ))}
        </select>
      )}
      {family !== null && (
        <FamilyName
          family={family}
          onName={(name) => {
            setFamily(null);
            if (name !== '') onChange([...chosen, `${family}:${name}`]);
          }}
        />
      )}
    </fieldset>
  );
}

function FamilyName({ family, onName }: { readonly family: string; readonly onName: (name: string) => void }) {
  const [draft, setDraft] = useState('');
  return (
    <form
      className="flex items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onName(draft.trim());
      }}
      onKeyDown={(event) => event.key === 'Escape' && onName('')}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: the reader has just asked for this field.
        autoFocus
        className="field h-7 text-xs"
        aria-label={words.namedHelp}
        placeholder={`${humanise(family)}: ${words.named}`}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      <button type="submit" className="button h-7 text-xs">
        {words.apply}
      </button>
    </form>
  );
}
