/** What a search can be narrowed by. `values`: one of several texts; `number`: a comparison; `day`: a calendar day of the contact's source. */
export const searchFields = {
  channel: { kind: 'values', what: 'voice, chat, email or messaging' },
  queue: { kind: 'values', what: 'a queue the contact was in' },
  team: { kind: 'values', what: 'a team that served it' },
  agent: { kind: 'values', what: 'an agent who served it' },
  driver: { kind: 'values', what: 'why the customer was in contact, as found' },
  reason: { kind: 'values', what: 'a contact reason of the workspace' },
  rule: { kind: 'values', what: 'a rule that found what it looks for' },
  met: { kind: 'values', what: 'a rule that is met' },
  missed: { kind: 'values', what: 'a rule that is missed' },
  'not-assessable': { kind: 'values', what: 'a rule that could not be judged' },
  signal: { kind: 'values', what: 'resolved, escalation, churn-intent …' },
  source: { kind: 'values', what: 'where it came from' },
  language: { kind: 'values', what: 'its language' },
  state: { kind: 'values', what: 'how far it came on the way to being judged' },
  direction: { kind: 'values', what: 'inbound or outbound' },
  id: { kind: 'values', what: 'ids of conversations' },
  from: { kind: 'day', what: 'first day, 2026-10-01' },
  to: { kind: 'day', what: 'last day, 2026-10-31' },
  duration: { kind: 'number', what: 'duration>10m', measure: 'duration', unit: 'time' },
  hold: { kind: 'number', what: 'hold>2m', measure: 'hold.total', unit: 'time' },
  silence: { kind: 'number', what: 'silence>30s', measure: 'silence.total', unit: 'time' },
  response: { kind: 'number', what: 'response>4h: time to the first answer', measure: 'first_response', unit: 'time' },
  sentiment: { kind: 'number', what: 'sentiment<-0.3: mean of the customer, −1 to 1', measure: 'sentiment.customer.mean', unit: 'plain' },
  'sentiment-end': { kind: 'number', what: 'sentiment-end<0', measure: 'sentiment.customer.end', unit: 'plain' },
  effort: { kind: 'number', what: 'effort>3: points of customer effort', measure: 'effort.points', unit: 'plain' },
  transfers: { kind: 'number', what: 'transfers>=2', measure: 'transfer.count', unit: 'plain' },
} as const satisfies Record<string, SearchField>;

type SearchField =
  | { readonly kind: 'values' | 'day'; readonly what: string }
  | { readonly kind: 'number'; readonly what: string; readonly measure: string; readonly unit: 'time' | 'plain' };

export type FieldName = keyof typeof searchFields;

/** `attribute.site:Phoenix` and `measure.overtalk.count>3` name what a site has of its own. */
const openPrefixes = { 'attribute.': 'values', 'measure.': 'number' } as const;

export const fieldNames = Object.keys(searchFields) as readonly FieldName[];
export const openFieldPrefixes = Object.keys(openPrefixes) as readonly (keyof typeof openPrefixes)[];

export function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(searchFields, name);
}

/** What follows the field's name; null where there is no such field. */
export function kindOfField(name: string): SearchField['kind'] | null {
  if (isFieldName(name)) return searchFields[name].kind;
  const prefix = openFieldPrefixes.find((each) => name.startsWith(each) && name.length > each.length);
  return prefix === undefined ? null : openPrefixes[prefix];
}

/** The measure that a comparison is about, and whether plain numbers are seconds. */
export function measureOfField(name: string): { readonly measure: string; readonly isTime: boolean } | null {
  if (!isFieldName(name)) return name.startsWith('measure.') ? { measure: name.slice('measure.'.length), isTime: false } : null;
  const field: SearchField = searchFields[name];
  return field.kind === 'number' ? { measure: field.measure, isTime: field.unit === 'time' } : null;
}
