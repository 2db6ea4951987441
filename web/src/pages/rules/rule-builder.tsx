import { useState } from 'react';
import { type Role, roles } from '../../../../src/domain/vocabulary.ts';
import { contactStrings } from '../../strings/contact.ts';
import { ruleStrings } from '../../strings/rules.ts';
import {
  blankShape,
  type Place,
  places,
  printShape,
  type Relation,
  readShape,
  relations,
  type Saying,
  type Shape,
} from './builder-shape.ts';

const words = ruleStrings.builder;

interface RuleBuilderProps {
  readonly expression: string;
  readonly onChange: (expression: string) => void;
}

/** Simple rules by choosing; it writes the same expression that stands in the text, and reads it back. */
export function RuleBuilder({ expression, onChange }: RuleBuilderProps) {
  const isBlank = ['', '"…"'].includes(expression.trim());
  const shape = isBlank ? blankShape : readShape(expression);
  if (shape === null) return <p className="rounded-md bg-sunken p-3 text-muted">{words.tooRich}</p>;
  const change = (part: Partial<Shape>) => {
    const next = { ...shape, ...part };
    const isComplete = next.phrases.length > 0 && (next.relation === null || next.relation.phrases.length > 0);
    if (isComplete) onChange(printShape(next));
  };
  return (
    <fieldset className="grid gap-3 rounded-md bg-sunken p-3">
      <legend className="sr-only">{words.title}</legend>
      <div className="flex flex-wrap items-end gap-2">
        <Choice
          label={words.said}
          value={shape.isAbsent ? 'no' : 'yes'}
          names={words.saids}
          onChange={(value) => change({ isAbsent: value === 'no' })}
        />
        <Choice label={words.where} value={shape.place} names={words.places} onChange={(value) => change(placeOf(value, shape))} />
        {shape.place !== 'anywhere' && (
          <NumberField label={words.amount} value={shape.amount} onChange={(amount) => amount !== null && change({ amount })} />
        )}
      </div>
      <SayingFields saying={shape} onChange={change} />
      <Choice
        label={words.also}
        value={shape.relation?.kind ?? ''}
        names={{ '': words.alone, ...words.relations }}
        onChange={(value) => change({ relation: relationOf(value, shape.relation) })}
      />
      {shape.relation && (
        <>
          <SayingFields
            saying={shape.relation}
            onChange={(part) => shape.relation && change({ relation: { ...shape.relation, ...part } })}
          />
          <NumberField
            label={words.within}
            value={shape.relation.withinSeconds}
            onChange={(withinSeconds) => shape.relation && change({ relation: { ...shape.relation, withinSeconds } })}
          />
        </>
      )}
    </fieldset>
  );
}

/** What is usual of each: the first minute, the last three turns. */
const usualSeconds = 60;
const usualTurns = 3;

/** Sixty seconds do not become sixty turns. */
function placeOf(value: string, { place, amount }: Shape): Pick<Shape, 'place' | 'amount'> {
  const next: Place = places.find((each) => each === value) ?? 'anywhere';
  const isTurns = (each: Place) => each.endsWith('Turns');
  if (isTurns(next) === isTurns(place) && place !== 'anywhere') return { place: next, amount };
  return { place: next, amount: isTurns(next) ? usualTurns : usualSeconds };
}

/** A relation begins with a word to be replaced, since an expression cannot stand without one. */
function relationOf(value: string, before: Shape['relation']): Shape['relation'] {
  const kind: Relation | undefined = relations.find((each) => each === value);
  if (kind === undefined) return null;
  return before === null ? { who: 'agent', phrases: [words.placeholder], kind, withinSeconds: null } : { ...before, kind };
}

interface SayingFieldsProps {
  readonly saying: Saying;
  readonly onChange: (saying: Partial<Saying>) => void;
}

function SayingFields({ saying: { who, phrases }, onChange }: SayingFieldsProps) {
  const [draft, setDraft] = useState(phrases.join('\n'));
  const written = linesOf(draft);
  // What was changed as text takes the place of what stood here.
  const shown = written.join('\n') === phrases.join('\n') || written.length === 0 ? draft : phrases.join('\n');
  const names = { '': words.anyone, ...Object.fromEntries(roles.map((role) => [role, contactStrings.roles[role] ?? role])) };
  const choose = (value: string) => onChange({ who: roles.find((role): role is Role => role === value) ?? null });
  return (
    <div className="grid gap-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <Choice label={words.who} value={who ?? ''} names={names} onChange={choose} />
      <label className="grid gap-1">
        <span className="text-xs text-muted">{words.phrases}</span>
        <textarea
          rows={Math.max(2, shown.split('\n').length)}
          className="field h-auto py-1.5"
          value={shown}
          onChange={(event) => {
            setDraft(event.target.value);
            onChange({ phrases: linesOf(event.target.value) });
          }}
        />
      </label>
    </div>
  );
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly names: Readonly<Record<string, string>>;
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, names, onChange }: ChoiceProps) {
  return (
    <label className="grid content-start gap-1">
      <span className="text-xs text-muted">{label}</span>
      <select className="field" value={value} onChange={(event) => onChange(event.target.value)}>
        {Object.entries(names).map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

function NumberField({ label, value, onChange }: NumberFieldProps) {
  return (
    <label className="grid content-start gap-1">
      <span className="text-xs text-muted">{label}</span>
      <input
        type="number"
        min={1}
        step={1}
        className="field w-28"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? null : Math.max(1, Math.round(Number(event.target.value))))}
      />
    </label>
  );
}
