import { type Conversion, type ConversionNote, idOf } from './conversion.ts';
import { allOf, anyOf, negated, type Part, phrasePart, spokenBy, suffixed } from './expression-text.ts';
import { type Fields, fieldsOf, isFields, listOf, numberOf, parseJson, textOf } from './json-fields.ts';

/**
 * Categories of Amazon Transcribe Call Analytics, as `get-call-analytics-category` and `list-call-analytics-categories` answer them
 * (docs.aws.amazon.com/transcribe/latest/APIReference: API_Rule, API_TranscriptFilter, API_InterruptionFilter, API_NonTalkTimeFilter,
 * API_SentimentFilter, API_AbsoluteTimeRange, API_RelativeTimeRange; times in ms, shares in percent). That all rules of a category must
 * hold, and any of a filter's targets, is how its guide describes them; it was not read in the reference itself.
 */
export function convertTranscribe(text: string): Conversion {
  const notes: ConversionNote[] = [];
  const rules = categoriesIn(parseJson(text)).flatMap((category, index) => {
    const name = textOf(category.CategoryName) ?? `category ${index + 1}`;
    const parts = listOf(category.Rules).flatMap((rule, at) => {
      const place = `${name}: Rules[${at}]`;
      const part = filterPart(fieldsOf(rule), (message) => notes.push({ place, message }));
      return part === null ? [] : [part];
    });
    const expression = allOf(parts);
    if (expression === null) notes.push({ place: name, message: 'nothing of this category could be brought over' });
    return expression === null ? [] : [{ id: idOf(name), name, expression: expression.text }];
  });
  return { rules, notes };
}

function categoriesIn(value: unknown): readonly Fields[] {
  if (Array.isArray(value)) return value.flatMap(categoriesIn);
  const fields = fieldsOf(value);
  if (fields.Categories !== undefined) return categoriesIn(fields.Categories);
  if (fields.CategoryProperties !== undefined) return categoriesIn(fields.CategoryProperties);
  return fields.Rules === undefined ? [] : [fields];
}

type Note = (message: string) => void;

function filterPart(rule: Fields, note: Note): Part | null {
  const [kind = 'an empty rule', value] = Object.entries(rule).find(([, filter]) => isFields(filter)) ?? [];
  const filter = fieldsOf(value);
  const found = foundBy(kind, filter, note);
  if (found === null) {
    note(`left out: ${kind} has no counterpart; the rule finds more without it`);
    return null;
  }
  const placed = inRange(found, filter);
  return filter.Negate === true ? negated(placed) : placed;
}

function foundBy(kind: string, filter: Fields, note: Note): Part | null {
  const threshold = numberOf(filter.Threshold);
  const longEnough = threshold === null ? '' : ` >= ${Math.round(threshold)}ms`;
  const role = roleOf(filter.ParticipantRole);
  switch (kind) {
    case 'TranscriptFilter': {
      const targets = anyOf(listOf(filter.Targets).flatMap((target) => phrasePart(textOf(target) ?? '') ?? []));
      return targets === null ? null : spokenBy(role, targets);
    }
    case 'NonTalkTimeFilter':
      return { kind: 'spans', text: `silence${longEnough}` };
    case 'InterruptionFilter':
      if (threshold !== null) note('the threshold applies to each interruption here, not to their sum');
      return { kind: 'spans', text: `interruption${role === null ? '' : ` by ${role}`}${longEnough}` };
    case 'SentimentFilter':
      return sentimentPart(filter, role, note);
    default:
      return null;
  }
}

/** From this on a turn counts as positive or negative; their scale is not published. */
const clearSentiment = 0.3;

function sentimentPart(filter: Fields, role: string | null, note: Note): Part | null {
  const turns = listOf(filter.Sentiments).flatMap((sentiment): Part[] => {
    if (sentiment === 'POSITIVE') return [{ kind: 'spans', text: `turn where sentiment > ${clearSentiment}` }];
    if (sentiment === 'NEGATIVE') return [{ kind: 'spans', text: `turn where sentiment < -${clearSentiment}` }];
    note(`left out: the sentiment ${String(sentiment)} has no counterpart`);
    return [];
  });
  const any = anyOf(turns);
  if (any === null) return null;
  note(`a turn counts from a sentiment of ±${clearSentiment} on: check it`);
  return spokenBy(role, any);
}

export function roleOf(value: unknown): string | null {
  return value === 'AGENT' ? 'agent' : value === 'CUSTOMER' ? 'customer' : null;
}

/** Times count from the start of the audio. */
function inRange(part: Part, filter: Fields): Part {
  const absolute = fieldsOf(filter.AbsoluteTimeRange);
  const relative = fieldsOf(filter.RelativeTimeRange);
  const [from, to] = [numberOf(absolute.StartTime), numberOf(absolute.EndTime)];
  const [fromShare, toShare] = [numberOf(relative.StartPercentage), numberOf(relative.EndPercentage)];
  let placed = part;
  if (from !== null && to !== null) placed = suffixed(placed, `in [${from}ms, ${to}ms] from start of recording`);
  const windows: readonly (readonly [unknown, (amount: number) => string])[] = [
    [absolute.First, (ms) => `in first ${ms}ms from start of recording`],
    [absolute.Last, (ms) => `in last ${ms}ms`],
    [relative.First, (percent) => `in first ${percent}%`],
    [relative.Last, (percent) => `in last ${percent}%`],
    [toShare === null || toShare >= 100 ? null : toShare, (percent) => `in first ${percent}%`],
    [fromShare === null || fromShare <= 0 ? null : 100 - fromShare, (percent) => `in last ${percent}%`],
  ];
  for (const [value, suffix] of windows) {
    const amount = numberOf(value);
    if (amount !== null) placed = suffixed(placed, suffix(amount));
  }
  return placed;
}
