import { isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import type { Given } from './conversation-text.ts';
import { parseExpression } from './parse.ts';
import { lineAndColumn, nearestName, type Problem } from './problem.ts';
import { type Rule, type RuleBody, type ScoreTerm, severities } from './rule.ts';
import type { Expression } from './syntax.ts';

/** A test written beside its rule: a conversation and what must come out. */
export interface RuleTest {
  readonly name: string;
  readonly given: Given;
  readonly turns: readonly string[];
  /** `met`, `missed`, `not-assessable`, or `not-assessable(reason)`. */
  readonly expect: string;
  readonly line: number;
}

export interface LocatedRule {
  readonly rule: Rule;
  readonly tests: readonly RuleTest[];
  readonly file: string;
  readonly line: number;
  /** Where a problem of an expression stands in the file. */
  readonly place: (expression: Expression, offset: number) => { readonly line: number; readonly column: number };
}

export interface FileProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly suggestion?: string;
}

export interface RuleFile {
  readonly rules: readonly LocatedRule[];
  readonly problems: readonly FileProblem[];
}

/** Keys of a rule, in the order in which people write them. */
export const ruleKeys = [
  'id',
  'name',
  'description',
  'severity',
  'tags',
  'applies',
  'require',
  'detect',
  'score',
  'flag',
  'lists',
  'needs',
  'languages',
  'scope',
  'tests',
];
const testKeys = ['name', 'given', 'turns', 'expect'];
const givenKeys = [
  'channel',
  'direction',
  'attributes',
  'duration',
  'startedAt',
  'timeZone',
  'language',
  'clock',
  'answered',
  'measures',
  'history',
  'withheld',
];
/** A rule file beyond this is refused before YAML is read. */
const maxFileLength = 4_000_000;

/** One YAML file of rules. Every problem carries the file's line and column; rules without errors are returned. */
export function readRuleFile(text: string, file: string): RuleFile {
  if (text.length > maxFileLength)
    return {
      rules: [],
      problems: [{ file, line: 1, column: 1, severity: 'error', message: `the file is longer than ${maxFileLength} characters` }],
    };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, maxAliasCount: 0 } as Parameters<typeof parseDocument>[1]);
  const reader = new FileReader(text, file, lines);
  for (const error of document.errors) reader.fail(error.pos[0], error.message.split('\n')[0] ?? 'not YAML');
  const top = document.contents;
  const items = isSeq(top) ? top.items : top === null ? [] : [top];
  const rules = document.errors.length > 0 ? [] : items.flatMap((item) => reader.rule(item));
  return { rules, problems: reader.problems };
}

/** Reads a list file: `name: [entries]` for one or more lists. */
export function readListFile(text: string, file: string): { lists: Record<string, readonly string[]>; problems: FileProblem[] } {
  const document = parseDocument(text);
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  const lists: Record<string, readonly string[]> = {};
  const problems: FileProblem[] = document.errors.map((error) => ({
    file,
    line: error.linePos?.[0].line ?? 1,
    column: error.linePos?.[0].col ?? 1,
    severity: 'error' as const,
    message: error.message.split('\n')[0] ?? 'not YAML',
  }));
  for (const [name, entries] of Object.entries((value ?? {}) as Record<string, unknown>)) {
    if (Array.isArray(entries) && entries.every((entry) => typeof entry === 'string')) lists[name] = entries;
    else problems.push({ file, line: 1, column: 1, severity: 'error', message: `list ${name} must be a list of words and phrases` });
  }
  return { lists, problems };
}

interface SourceText {
  readonly text: string;
  /** File offset of an offset in the text. */
  readonly at: (offset: number) => number;
}

class FileReader {
  readonly problems: FileProblem[] = [];
  readonly #text: string;
  readonly #file: string;
  readonly #lines: LineCounter;

  constructor(text: string, file: string, lines: LineCounter) {
    this.#text = text;
    this.#file = file;
    this.#lines = lines;
  }

  fail(offset: number, message: string, suggestion?: string, severity: 'error' | 'warning' = 'error'): void {
    const { line, col } = this.#lines.linePos(offset);
    this.problems.push({ file: this.#file, line, column: col, severity, message, ...(suggestion === undefined ? {} : { suggestion }) });
  }

  rule(item: unknown): LocatedRule[] {
    if (!isMap(item)) {
      this.fail(0, 'a rule file is a list of rules, each with id, and require, detect or score');
      return [];
    }
    const before = this.problems.length;
    this.#knownKeys(item, ruleKeys);
    const places = new Map<Expression, SourceText>();
    const rule = this.#readRule(item, places);
    const tests = this.#tests(item);
    if (rule === null || this.problems.slice(before).some((problem) => problem.severity === 'error')) return [];
    const place = (expression: Expression, offset: number): { line: number; column: number } => {
      const found = this.#lines.linePos(places.get(expression)?.at(offset) ?? start(item));
      return { line: found.line, column: found.col };
    };
    return [{ rule, tests, file: this.#file, line: this.#lines.linePos(start(item)).line, place }];
  }

  #readRule(item: YAMLMap, places: Map<Expression, SourceText>): Rule | null {
    const id = this.#string(item, 'id');
    if (id === null || !/^[a-z][a-z0-9-]*$/.test(id))
      this.fail(start(item), 'a rule needs an id of small letters, digits and hyphens', 'id: no-recording-notice');
    const severity = this.#string(item, 'severity') ?? 'info';
    const known = severities.find((candidate) => candidate === severity);
    if (known === undefined)
      this.fail(keyStart(item, 'severity'), `"${severity}" is not a severity`, nearestName(severity, severities) ?? severities.join(', '));
    const body = this.#body(item, places);
    if (id === null || body === null) return null;
    return {
      id,
      name: this.#string(item, 'name') ?? id,
      description: this.#string(item, 'description') ?? '',
      severity: known ?? 'info',
      tags: this.#strings(item, 'tags'),
      manner: item.has('require') ? 'require' : 'detect',
      applies: this.#expression(item, 'applies', places),
      body,
      lists: this.#listsOf(item),
      needs: this.#needs(item),
      languages: item.has('languages') ? this.#strings(item, 'languages') : null,
      scope: this.#string(item, 'scope') === 'leg' ? 'leg' : 'interaction',
    };
  }

  #body(item: YAMLMap, places: Map<Expression, SourceText>): RuleBody | null {
    const given = ['require', 'detect', 'score'].filter((key) => item.has(key));
    if (given.length !== 1) {
      this.fail(
        start(item),
        given.length === 0 ? 'a rule needs one of require, detect or score' : `a rule has only one of ${given.join(', ')}`,
      );
      return null;
    }
    if (item.has('score')) return this.#score(item, places);
    const expression = this.#expression(item, given[0] ?? 'detect', places);
    return expression === null ? null : { kind: 'expression', expression };
  }

  #score(item: YAMLMap, places: Map<Expression, SourceText>): RuleBody | null {
    const list = item.get('score', true);
    const flag = /^\s*score\s*(>=|<=|>|<|=)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(this.#string(item, 'flag') ?? '');
    if (flag === null) this.fail(keyStart(item, 'flag'), 'a score needs flag: score >= 0.5');
    if (!isSeq(list)) {
      this.fail(keyStart(item, 'score'), 'score is a list of { when, weight }');
      return null;
    }
    const terms: ScoreTerm[] = [];
    for (const entry of list.items) {
      const weight = isMap(entry) ? entry.get('weight') : undefined;
      const when = isMap(entry) ? this.#expression(entry, 'when', places) : null;
      if (when === null || typeof weight !== 'number') this.fail(start(entry), 'each part of a score has when and a number as weight');
      else terms.push({ when, weight, name: (isMap(entry) ? this.#string(entry, 'name') : null) ?? '' });
    }
    return flag === null ? null : { kind: 'score', terms, comparator: flag[1] as '>=', threshold: Number(flag[2]) };
  }

  #expression(item: YAMLMap, key: string, places: Map<Expression, SourceText>): Expression | null {
    const node = item.get(key, true);
    if (node === undefined) return null;
    if (!isScalar(node) || typeof node.value !== 'string') {
      this.fail(keyStart(item, key), `${key} is an expression; write it in a literal block`, `${key}: |`);
      return null;
    }
    const source = this.#sourceOf(node as Scalar<string>);
    const { expression, problems } = parseExpression(source.text);
    for (const problem of problems) this.problem(source, problem);
    if (expression !== null) places.set(expression, source);
    return expression;
  }

  problem(source: SourceText, problem: Problem): void {
    this.fail(source.at(problem.from), problem.message, problem.suggestion, problem.severity);
  }

  /** Offsets in a block are offsets in its lines without their indentation. */
  #sourceOf(node: Scalar<string>): SourceText {
    const from = node.range?.[0] ?? 0;
    const text = node.value;
    const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
    if (!block) {
      const shift = node.type === 'PLAIN' ? 0 : 1;
      return { text, at: (offset) => from + shift + offset };
    }
    const body = this.#text.indexOf('\n', from) + 1;
    const rows = this.#text.slice(body).split('\n');
    const indent = /^ */.exec(rows.find((row) => row.trim() !== '') ?? '')?.[0].length ?? 0;
    return {
      text,
      at: (offset) => {
        const { line, column } = lineAndColumn(text, Math.min(offset, text.length));
        return body + rows.slice(0, line - 1).reduce((sum, row) => sum + row.length + 1, 0) + indent + column - 1;
      },
    };
  }

  #tests(item: YAMLMap): RuleTest[] {
    const list = item.get('tests', true);
    if (list === undefined) return [];
    if (!isSeq(list)) {
      this.fail(keyStart(item, 'tests'), 'tests is a list of { name, given, turns, expect }');
      return [];
    }
    return list.items.flatMap((test) => this.#test(test));
  }

  #test(test: unknown): RuleTest[] {
    if (!isMap(test)) return [];
    this.#knownKeys(test, testKeys);
    const given = test.get('given', true);
    if (isMap(given)) this.#knownKeys(given, givenKeys);
    const expect = this.#string(test, 'expect');
    if (expect === null || !/^(?:met|missed|not-assessable(?:\([a-z-]+\))?)$/.test(expect))
      this.fail(keyStart(test, 'expect'), 'expect is met, missed, not-assessable or not-assessable(reason)');
    return [
      {
        name: this.#string(test, 'name') ?? '',
        given: (isMap(given) ? given.toJSON() : {}) as Given,
        turns: this.#strings(test, 'turns'),
        expect: expect ?? 'met',
        line: this.#lines.linePos(start(test)).line,
      },
    ];
  }

  #needs(item: YAMLMap): Rule['needs'] {
    const text = this.#string(item, 'needs');
    if (text === null) return { fullWindow: false, asr: null };
    const asr = /asr\s*>=\s*(\d(?:\.\d+)?)/.exec(text);
    const fullWindow = /full window/.test(text);
    if (!fullWindow && asr === null) this.fail(keyStart(item, 'needs'), `"${text}" is not a need`, 'full window, or asr >= 0.6');
    return { fullWindow, asr: asr === null ? null : Number(asr[1]) };
  }

  #listsOf(item: YAMLMap): Record<string, readonly string[]> {
    const lists = item.get('lists', true);
    if (!isMap(lists)) return {};
    return Object.fromEntries(
      lists.items.map((pair) => [String((pair.key as Scalar).value), this.#strings(lists, String((pair.key as Scalar).value))]),
    );
  }

  #knownKeys(map: YAMLMap, known: readonly string[]): void {
    for (const pair of map.items as Pair[]) {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      if (!known.includes(key)) this.fail(start(pair.key), `"${key}" is not known here`, nearestName(key, known) ?? known.join(', '));
    }
  }

  #string(map: YAMLMap, key: string): string | null {
    const value = map.get(key);
    return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
  }

  #strings(map: YAMLMap, key: string): string[] {
    const value = map.get(key, true);
    if (value === undefined) return [];
    if (isSeq(value) && value.items.every((entry) => isScalar(entry))) return value.items.map((entry) => String((entry as Scalar).value));
    this.fail(keyStart(map, key), `${key} is a list of texts`);
    return [];
  }
}

function start(node: unknown): number {
  return (node as { range?: readonly number[] } | null)?.range?.[0] ?? 0;
}

function keyStart(map: YAMLMap, key: string): number {
  const pair = map.items.find((candidate) => isScalar(candidate.key) && candidate.key.value === key);
  return pair === undefined ? start(map) : start(pair.key);
}
