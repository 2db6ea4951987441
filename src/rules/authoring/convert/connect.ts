import { type Conversion, type ConversionNote, idOf } from './conversion.ts';
import { allOf, anyOf, joined, negated, type Part, phrasePart, spokenBy, suffixed } from './expression-text.ts';
import { type Fields, fieldsOf, listOf, numberOf, parseJson, textOf } from './json-fields.ts';
import { roleOf } from './transcribe.ts';

/**
 * Rules of Amazon Connect Contact Lens, as `describe-rule` answers them and `create-rule` takes them: a name and a `Function` in their JSON rules
 * language (docs.aws.amazon.com/connect/latest/APIReference: rules-language-concepts, rule-function-conditions, OnPostCallAnalysisAvailable,
 * OnRealTimeCallAnalysisAvailable, patternmatch-operands). Words and phrases come over; conditions on their own agents, queues and attributes are reported.
 */
export function convertConnect(text: string, fileName: string): Conversion {
  const notes: ConversionNote[] = [];
  const rules = rulesIn(parseJson(text)).flatMap((rule, index) => {
    const name = textOf(rule.Name) ?? `${fileName}${index === 0 ? '' : ` ${index + 1}`}`;
    const expression = groupPart(functionOf(rule), name, notes);
    if (expression === null) notes.push({ place: name, message: 'nothing of this rule could be brought over' });
    return expression === null ? [] : [{ id: idOf(name), name, expression: expression.text }];
  });
  return { rules, notes };
}

function rulesIn(value: unknown): readonly Fields[] {
  if (Array.isArray(value)) return value.flatMap(rulesIn);
  const fields = fieldsOf(value);
  if (fields.Rule !== undefined) return rulesIn(fields.Rule);
  if (fields.Rules !== undefined) return rulesIn(fields.Rules);
  return fields.Function === undefined && fields.RuleFunction === undefined ? [] : [fields];
}

/** The function is JSON, or JSON in a text. */
function functionOf(rule: Fields): Fields {
  const own = typeof rule.Function === 'string' ? parseJson(rule.Function) : rule.Function;
  return fieldsOf(fieldsOf(own ?? rule).RuleFunction ?? own ?? rule.RuleFunction);
}

/** Rules nest two deep in their console; more than this is no rule of theirs. */
const deepest = 20;

function groupPart(group: Fields, place: string, notes: ConversionNote[], depth = 0): Part | null {
  const operator = textOf(group.Operator);
  if (operator !== 'AND' && operator !== 'OR') return conditionPart(group, place, notes);
  if (depth > deepest) {
    notes.push({ place, message: `left out: nested deeper than ${deepest}` });
    return null;
  }
  const parts = listOf(group.Operands).flatMap(
    (operand, index) => groupPart(fieldsOf(operand), `${place}: Operands[${index}]`, notes, depth + 1) ?? [],
  );
  return operator === 'AND' ? allOf(parts) : anyOf(parts);
}

function conditionPart(condition: Fields, place: string, notes: ConversionNote[]): Part | null {
  const note = (message: string) => void notes.push({ place, message });
  const subject = textOf(condition.ComparisonValue) ?? '';
  const manner = /\.(ExactMatch|SemanticMatch|PatternMatch)\.Transcript$/.exec(subject)?.[1];
  if (manner === undefined) {
    note(`left out: no counterpart for ${subject === '' ? 'a condition without ComparisonValue' : subject}`);
    return null;
  }
  const found = anyOf(listOf(condition.Operands).flatMap((operand) => operandPart(manner, operand, note) ?? []));
  if (found === null) return null;
  if (manner === 'SemanticMatch') note('semantic match became like(…, 0.7): check the threshold on your conversations');
  const placed = filtered(found, condition, note);
  return condition.Negate === true ? negated(placed) : placed;
}

function operandPart(manner: string, operand: unknown, note: (message: string) => void): Part | null {
  if (manner === 'PatternMatch') return patternPart(listOf(operand), note);
  const phrase = phrasePart(textOf(operand) ?? '');
  if (manner === 'ExactMatch' || phrase === null) return phrase;
  return { kind: 'spans', text: `like(${phrase.text}, 0.7)` };
}

/** Words, lists, numbers, and how far apart they stand. Without a distance one follows the other at once. */
function patternPart(pattern: readonly unknown[], note: (message: string) => void): Part | null {
  let whole: Part | null = null;
  let operator = 'then/0';
  for (const item of pattern.map(fieldsOf)) {
    if (item.Type === 'PROXIMITY') {
      const { Distance: distance, IsWithin: isWithin } = fieldsOf(item.Value);
      operator = `${isWithin === false ? 'not ' : ''}near/${numberOf(distance) ?? 0}`;
      if (isWithin === false) note('"not within" became not near: only the first of the two words is quoted');
      continue;
    }
    const next = patternItem(item);
    if (next === null) {
      note(`left out: the pattern item ${String(item.Type)}; the pattern it stands in is left out whole`);
      return null;
    }
    whole = whole === null ? next : joined(whole, operator, next);
    operator = 'then/0';
  }
  return whole;
}

function patternItem(item: Fields): Part | null {
  switch (item.Type) {
    case 'PLAIN':
      return phrasePart(textOf(item.Value) ?? '');
    case 'LIST':
      return anyOf(listOf(item.Value).flatMap((word) => phrasePart(textOf(fieldsOf(word).Value) ?? '') ?? []));
    case 'NUMERICAL':
      return { kind: 'spans', text: '<number>' };
    default:
      return null;
  }
}

function filtered(part: Part, condition: Fields, note: (message: string) => void): Part {
  let placed = part;
  let window: string | null = null;
  for (const filter of listOf(fieldsOf(condition.FilterClause).Filters).map(fieldsOf)) {
    const type = textOf(filter.Type) ?? '';
    if (type === 'ParticipantRole') placed = spokenBy(roleOf(filter.Data), placed);
    else if (/ContactPeriodSeconds$/.test(type)) window = periodOf(fieldsOf(filter.Data));
    else note(`left out: the filter ${type}`);
  }
  return window === null ? placed : suffixed(placed, window);
}

function periodOf(data: Fields): string | null {
  const [first, last] = [numberOf(data.First), numberOf(data.Last)];
  if (first !== null) return `in first ${first}s from start of recording`;
  return last === null ? null : `in last ${last}s`;
}
