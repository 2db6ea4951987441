import { Document, Scalar, type YAMLMap } from 'yaml';
import { checkExpression } from '../../check.ts';
import { parseExpression } from '../../parse.ts';
import { convertConnect } from './connect.ts';
import type { Conversion, ConversionNote, ConvertedRule, Converter } from './conversion.ts';
import { convertTranscribe } from './transcribe.ts';
import { convertVSpark } from './v-spark.ts';
import { convertVerint } from './verint.ts';

export const converters = {
  connect: convertConnect,
  transcribe: convertTranscribe,
  'v-spark': convertVSpark,
  verint: convertVerint,
} as const satisfies Record<string, Converter>;

export type RuleFormat = keyof typeof converters;
export const ruleFormats = Object.keys(converters) as RuleFormat[];

/** Told by what only one of them has; queries of Verint are what is left. */
export function detectRuleFormat(text: string): RuleFormat {
  if (/^\s*[[{]/.test(text))
    return /"(?:CategoryName|TranscriptFilter|NonTalkTimeFilter|InterruptionFilter)"/.test(text) ? 'transcribe' : 'connect';
  return /^(?:SPEAKERS|CLIENT|AGENT):/m.test(text) ? 'v-spark' : 'verint';
}

/** Reads another product's rules; every rule that comes out compiles, and whatever does not come out is noted. */
export function convertRules(text: string, options: { readonly format: RuleFormat; readonly name: string }): Conversion {
  const { rules, notes } = converters[options.format](text, options.name);
  const problems: ConversionNote[] = [];
  const kept = distinctIds(rules).filter((rule) => {
    const error = errorIn(rule.expression);
    if (error !== null) problems.push({ place: rule.name, message: `left out: ${error}` });
    return error === null;
  });
  return { rules: kept, notes: [...notes, ...problems] };
}

function errorIn(text: string): string | null {
  const { expression, problems } = parseExpression(text);
  const own =
    expression === null
      ? problems
      : checkExpression(expression, { manner: 'detect', lists: {}, tags: [] }, { rules: new Set(), lists: {} });
  const error = own.find(({ severity }) => severity === 'error');
  return error?.message ?? (expression === null ? 'it is no expression' : null);
}

/** The second rule of a name gets `-2`. */
function distinctIds(rules: readonly ConvertedRule[]): ConvertedRule[] {
  const seen = new Map<string, number>();
  return rules.map((rule) => {
    const times = (seen.get(rule.id) ?? 0) + 1;
    seen.set(rule.id, times);
    return times === 1 ? rule : { ...rule, id: `${rule.id}-${times}` };
  });
}

/** One rule as the entry of a rule file. */
export function ruleEntryText(rule: ConvertedRule): string {
  return ruleFileText([rule]).replace(/^- /, '').replaceAll(/^ {2}/gm, '');
}

/** Our rule file, expressions in literal blocks. */
export function ruleFileText(rules: readonly ConvertedRule[]): string {
  const document = new Document(
    rules.map(({ id, name, expression }) => ({ id, name, severity: 'info', tags: ['converted'], detect: `${expression}\n` })),
  );
  for (const index of rules.keys()) {
    const detect = (document.get(index) as YAMLMap | undefined)?.get('detect', true);
    if (detect instanceof Scalar) detect.type = Scalar.BLOCK_LITERAL;
  }
  return document.toString({ lineWidth: 0 });
}
