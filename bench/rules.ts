import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Dictionary } from '../src/language/tokens/dictionary.ts';
import { compileRules } from '../src/rules/compile.ts';
import type { Conversation } from '../src/rules/conversation.ts';
import { conversationOfLine } from '../src/rules/conversation-lines.ts';
import { RuleEngine } from '../src/rules/evaluate.ts';
import { parseExpression } from '../src/rules/parse.ts';
import { wordsOf } from '../src/rules/phrase.ts';
import type { Program } from '../src/rules/plan.ts';
import { type Rule, ruleOf } from '../src/rules/rule.ts';
import { scan } from '../src/rules/scan.ts';
import { replay } from '../src/rules/stream-replay.ts';
import { met } from '../src/rules/truth.ts';
import { VocabularyCodes } from '../src/rules/vocabulary-codes.ts';
import type { BenchRow } from './row.ts';

const ruleCount = 1000;
const phrasesPerRule = 5;
const corpora = new URL('../../shared/corpora/conversations/', import.meta.url);

/** Speed of the rule engine on real conversations: 1,000 rules of five phrases each, drawn from the corpus itself. */
export async function run(): Promise<BenchRow[]> {
  const conversations = ['twacs.jsonl.gz', 'star.jsonl.gz'].flatMap(readCorpus);
  if (conversations.length === 0) return [];
  const { texts, phrases } = drawRules(conversations);
  const parsed = texts.map(ruleFromText);
  const compileMs = best(3, () => void compileRules(parsed));
  const program = compileRules(parsed);
  const batch = measureBatch(program, conversations);
  const regex = measureRegexes(phrases, conversations);
  return [
    { name: 'conversations', value: conversations.length, unit: 'count' },
    { name: 'words', value: batch.words, unit: 'count' },
    { name: 'rules', value: ruleCount, unit: 'count' },
    { name: 'absence_rules', value: texts.filter((text) => text.startsWith('not ')).length, unit: 'count' },
    { name: 'median_rule_hit_share', value: batch.medianHitShare, unit: 'ratio' },
    { name: 'compile_1000_rules', value: compileMs, unit: 'ms' },
    {
      name: 'words_per_second_raw',
      value: batch.rawWordsPerSecond,
      unit: 'words/s',
      peer: 'one RegExp per phrase',
      ratio: batch.rawWordsPerSecond / regex,
    },
    { name: 'words_per_second_ids', value: batch.idsWordsPerSecond, unit: 'words/s' },
    {
      name: 'words_per_second_bound',
      value: batch.boundWordsPerSecond,
      unit: 'words/s',
      peer: 'phrases found only, from ids',
      ratio: batch.idsWordsPerSecond / batch.boundWordsPerSecond,
    },
    { name: 'words_per_second_regexp', value: regex, unit: 'words/s' },
    ...measureStream(program, conversations),
  ];
}

function readCorpus(name: string): Conversation[] {
  const path = new URL(name, corpora);
  if (!existsSync(path)) return [];
  return gunzipSync(readFileSync(path))
    .toString('utf8')
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [conversationOfLine(line)]))
    .filter((conversation) => conversation !== null);
}

/** Phrases of one to three words by how many conversations hold them; a fixed seed, so that runs compare. */
function drawRules(conversations: readonly Conversation[]): { texts: string[]; phrases: string[] } {
  const random = seeded(7);
  const counts = new Map<string, number>();
  const sample = conversations.filter((_, index) => index % 12 === 0);
  for (const conversation of sample) {
    const grams = new Set<string>();
    for (const turn of conversation.turns) {
      const words = wordsOf(turn.text).filter((word) => /^[a-z]+$/.test(word));
      for (let at = 0; at < words.length; at++)
        for (let length = 1; length <= 3 && at + length <= words.length; length++) grams.add(words.slice(at, at + length).join(' '));
    }
    for (const gram of grams) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  const share = (gram: string): number => (counts.get(gram) ?? 0) / sample.length;
  const common = [...counts.keys()].filter((gram) => share(gram) > 0.004 && share(gram) < 0.06 && gram.length > 3).sort();
  const phrases: string[] = [];
  const draw = (): string => {
    const phrase = common[Math.floor(random() * common.length)] ?? 'refund';
    phrases.push(phrase);
    return `"${phrase}"`;
  };
  const shapes: ((p: readonly string[]) => string)[] = [
    (p) => p.join(' | '),
    (p) => `customer: (${p.join(' | ')})`,
    (p) => `agent: (${p.slice(0, 4).join(' | ')}) or customer: ${p[4]}`,
    (p) => `(${p.slice(0, 3).join(' | ')}) near/8 (${p.slice(3).join(' | ')}) or ${p[0]}`,
    (p) => `(${p.slice(0, 3).join(' | ')}) -> (${p.slice(3).join(' | ')})`,
    (p) => `customer: (${p.slice(0, 3).join(' | ')}) and agent: (${p.slice(3).join(' | ')})`,
    (p) => `(${p.join(' | ')}) in first 40 words`,
    (p) => `count(${p.join(' | ')}) >= 2`,
    (p) => `(${p.slice(0, 4).join(' | ')}) unless ${p[4]}`,
    (p) => `not (${p.join(' | ')})`,
  ];
  const texts = Array.from({ length: ruleCount }, (_, index) => {
    const shape = shapes[index % shapes.length];
    return shape === undefined ? '' : shape(Array.from({ length: phrasesPerRule }, draw));
  });
  return { texts, phrases };
}

function ruleFromText(text: string, index: number): Rule {
  const { expression } = parseExpression(text);
  if (expression === null) throw new Error(`not a rule: ${text}`);
  return ruleOf(expression, { id: `r${index}` });
}

function measureBatch(program: Program, conversations: readonly Conversation[]) {
  const engine = new RuleEngine(program);
  const stored = conversations.map((conversation) => idsOf(engine, conversation));
  const words = stored.reduce((sum, turns) => sum + turns.reduce((inner, ids) => inner + ids.length, 0), 0);
  const hits = new Int32Array(ruleCount);
  for (const [index, conversation] of conversations.entries()) {
    engine.runIds(conversation, stored[index] ?? []);
    for (let rule = 0; rule < ruleCount; rule++) if (engine.truths[rule] === met) hits[rule] = (hits[rule] ?? 0) + 1;
  }
  let checksum = 0;
  const seconds = (step: (conversation: Conversation, index: number) => void): number =>
    best(3, () => {
      for (let index = 0; index < conversations.length; index++) step(conversations[index] as Conversation, index);
    }) / 1000;
  const raw = seconds((conversation) => {
    engine.run(conversation);
    checksum = spanChecksum(engine, checksum);
  });
  const fromIds = seconds((conversation, index) => {
    engine.runIds(conversation, stored[index] ?? []);
    checksum = spanChecksum(engine, checksum);
  });
  const bound = seconds((conversation, index) => {
    engine.document.loadIds(conversation, stored[index] ?? []);
    scan(engine.document, program, engine.codes, engine.matcher.postings);
    checksum = (checksum + engine.matcher.postings.hits) | 0;
  });
  if (checksum === 1) process.stderr.write('');
  const sorted = [...hits].sort((a, b) => a - b);
  return {
    words,
    medianHitShare: (sorted[ruleCount >> 1] ?? 0) / conversations.length,
    rawWordsPerSecond: words / raw,
    idsWordsPerSecond: words / fromIds,
    boundWordsPerSecond: words / bound,
  };
}

function idsOf(engine: RuleEngine, conversation: Conversation): Int32Array[] {
  engine.document.load(conversation, engine.dictionary, false);
  const { tokens, turnFirst, turnLast } = engine.document;
  return conversation.turns.map((_, turn) => tokens.ids.slice(turnFirst[turn], (turnLast[turn] ?? -1) + 1));
}

/** Reads every span that bears a rule that was met: they must exist for the work to count. */
function spanChecksum(engine: RuleEngine, from: number): number {
  let sum = from;
  const { truths, program, matcher } = engine;
  const { touched, touchedCount } = matcher.postings;
  for (let at = 0; at < touchedCount; at++) {
    const rules = program.rulesByLeaf[touched[at] ?? 0];
    for (let index = 0; rules !== undefined && index < rules.length; index++) {
      const rule = program.rules[rules[index] ?? 0];
      if (rule === undefined || truths[rule.index] !== met || (rule.body.op !== 'spans' && rule.body.op !== 'count')) continue;
      const list = matcher.spans(rule.body.node);
      for (let span = 0; span < list.count; span++) sum = (Math.imul(sum, 31) + (list.start[span] ?? 0) * 7 + (list.end[span] ?? 0)) | 0;
    }
  }
  return sum;
}

/** One compiled, case-insensitive RegExp per phrase over each turn's text, on a share of the conversations. */
function measureRegexes(phrases: readonly string[], conversations: readonly Conversation[]): number {
  const regexes = [...new Set(phrases)].map(
    (phrase) => new RegExp(`(?<![\\p{L}\\d])${phrase.replaceAll(' ', '\\s+')}(?![\\p{L}\\d])`, 'giu'),
  );
  const sample = conversations.slice(0, 60);
  const texts = sample.flatMap((conversation) => conversation.turns.map((turn) => turn.text));
  const words = texts.reduce((sum, text) => sum + wordsOf(text).length, 0);
  let found = 0;
  const started = performance.now();
  for (const text of texts) for (const regex of regexes) for (const _ of text.matchAll(regex)) found++;
  return found < 0 ? 0 : (words / (performance.now() - started)) * 1000;
}

function measureStream(program: Program, conversations: readonly Conversation[]): BenchRow[] {
  const codes = new VocabularyCodes(program, new Dictionary());
  const costs: number[] = [];
  let state = 0;
  const live = conversations.filter((conversation) => conversation.turns.length >= 4).slice(0, 400);
  for (const warm of live.slice(0, 100)) replay(program, warm, { codes });
  for (const conversation of live) {
    // Steps are words here; the last one is the end, which makes the findings of all rules and is no added turn.
    const steps: number[] = [];
    let last = performance.now();
    replay(program, conversation, {
      codes,
      onStep: (_, stream) => {
        const now = performance.now();
        steps.push(now - last);
        if (steps.length % 16 === 0) state = Math.max(state, stream.stateBytes);
        last = performance.now();
      },
    });
    const spent = steps.slice(0, -1).reduce((sum, ms) => sum + ms, 0);
    costs.push((spent * 1000) / conversation.turns.length);
  }
  costs.sort((a, b) => a - b);
  return [
    { name: 'stream_per_turn_p50', value: costs[costs.length >> 1] ?? Number.NaN, unit: 'µs' },
    { name: 'stream_per_turn_p95', value: costs[Math.floor(costs.length * 0.95)] ?? Number.NaN, unit: 'µs' },
    { name: 'stream_state_max', value: state / 1024, unit: 'KB' },
  ];
}

function best(runs: number, work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    work();
    least = Math.min(least, performance.now() - started);
  }
  return least;
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
