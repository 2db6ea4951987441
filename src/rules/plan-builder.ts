import { AppError } from '../domain/errors.ts';
import { type PhrasePart, readPhrase } from './phrase.ts';
import type { Leaf, SpanPlan, Speaker, TruthPlan } from './plan.ts';
import type { Lists, Rule } from './rule.ts';
import { slotForms } from './slots.ts';
import type { Expression, ExpressionOf } from './syntax.ts';

interface BuilderOptions {
  readonly lists: Lists;
  readonly ruleIndexes: ReadonlyMap<string, number>;
  readonly separateAlternatives: boolean;
}

type Shape<T> = T extends SpanPlan ? Omit<T, 'id' | 'speaker' | 'triggers' | 'delayed' | 'source'> : never;
type SpanShape = Shape<SpanPlan>;

/** More combinations of inflected words than this are matched word by word instead of as literal phrases. */
const maxLiteralForms = 64;

/** Expressions to plan nodes; equal subexpressions of all rules become one node, roles are pushed down to the words. */
export class PlanBuilder {
  readonly nodes: SpanPlan[] = [];
  readonly leaves: Leaf[] = [];
  readonly #options: BuilderOptions;
  readonly #nodeIds = new Map<string, number>();
  readonly #leafIds = new Map<string, number>();
  #lists: Lists = {};

  constructor(options: BuilderOptions) {
    this.#options = options;
  }

  /** Names are looked up in this rule's lists first from now on. */
  enter(rule: Rule): void {
    this.#lists = rule.lists;
  }

  truth(expression: Expression): TruthPlan {
    const source = expression;
    switch (expression.kind) {
      case 'and':
      case 'or':
      case 'unless':
        return { op: expression.kind, source, left: this.truth(expression.left), right: this.truth(expression.right) };
      case 'not':
        return { op: 'not', source, operand: this.truth(expression.operand) };
      case 'compare':
        return this.#comparison(expression);
      case 'member':
        return this.#member(expression);
      case 'rule':
        return { op: 'rule', source, rule: this.#options.ruleIndexes.get(expression.id) ?? unknownName('rule', expression.id) };
      case 'prior':
        return { op: 'prior', source, rule: expression.operand.kind === 'rule' ? expression.operand.id : unknownName('rule', 'prior') };
      default:
        return { op: 'spans', source, node: this.spans(expression, null) };
    }
  }

  #comparison(expression: ExpressionOf<'compare'>): TruthPlan {
    const { subject, comparator } = expression;
    const value = Number(expression.value.value);
    switch (subject.kind) {
      case 'count':
        return { op: 'count', source: expression, node: this.spans(subject.operand, null), comparator, value };
      case 'distinct':
        return { op: 'distinct', source: expression, nodes: this.#alternatives(subject.operand), comparator, value };
      case 'contacts':
        return { op: 'contacts', source: expression, filters: subject.filters, comparator, value };
      case 'name':
        return { op: 'metric', source: expression, path: subject.path, comparator, value: expression.value };
      default:
        return unknownName('comparison', subject.kind);
    }
  }

  #member(expression: ExpressionOf<'member'>): TruthPlan {
    const { subject, values, negated } = expression;
    if (subject.kind === 'localtime') {
      return { op: 'localtime', source: expression, of: subject.of, from: Number(values[0]?.value), to: Number(values[1]?.value), negated };
    }
    if (subject.kind !== 'name') return unknownName('comparison', subject.kind);
    return { op: 'member', source: expression, path: subject.path, values, negated };
  }

  /** What `distinct` counts: the entries of a list, the alternatives of an either, else the operand as one. */
  #alternatives(expression: Expression, speaker: Speaker = null): number[] {
    if (expression.kind === 'role') return this.#alternatives(expression.operand, expression.speaker);
    if (expression.kind === 'either') return expression.options.flatMap((option) => this.#alternatives(option, speaker));
    if (expression.kind === 'list')
      return this.#entries(expression).map((entry) => this.#phrase(readPhrase(entry).parts, expression, speaker));
    return [this.spans(expression, speaker)];
  }

  spans(expression: Expression, speaker: Speaker): number {
    switch (expression.kind) {
      case 'phrase':
      case 'fuzzy':
      case 'sounds':
        return this.#phrase(readPhrase(expression.text, expression.kind).parts, expression, speaker);
      case 'slot':
        return this.#slot(expression.label, expression, speaker);
      case 'list':
      case 'either':
        return this.#either(expression, speaker);
      case 'like':
        return this.#add({ op: 'like', text: expression.text, threshold: expression.threshold }, expression, speaker);
      case 'event':
        return this.#add(
          {
            op: 'event',
            event: expression.event,
            by: expression.by ?? speaker?.role ?? null,
            comparator: expression.comparator,
            ms: expression.ms,
          },
          expression,
          null,
        );
      case 'turnWhere':
        return this.#add(
          { op: 'turn', measure: expression.measure, comparator: expression.comparator, value: expression.value },
          expression,
          speaker,
        );
      case 'role':
        return this.spans(expression.operand, expression.speaker);
      case 'sequence':
        return this.#sequence(expression, speaker);
      default:
        return this.#composite(expression, speaker);
    }
  }

  #composite(expression: Expression, speaker: Speaker): number {
    switch (expression.kind) {
      case 'near':
      case 'then': {
        const [left, right] = this.#pair(expression, speaker);
        return this.#add({ op: 'near', left, right, words: expression.words, ordered: expression.kind === 'then' }, expression, speaker);
      }
      case 'notNear': {
        const [left, right] = this.#pair(expression, speaker);
        return this.#add({ op: 'notNear', left, right, words: expression.words }, expression, speaker);
      }
      case 'notIn': {
        const [left, right] = this.#pair(expression, speaker);
        return this.#add({ op: 'notIn', left, right }, expression, speaker);
      }
      case 'same': {
        const [left, right] = this.#pair(expression, speaker);
        return this.#add({ op: 'same', left, right, unit: expression.unit }, expression, speaker);
      }
      case 'window':
        return this.#add(
          { op: 'window', child: this.spans(expression.operand, speaker), window: expression.window, fully: expression.fully },
          expression,
          speaker,
        );
      case 'atTurn':
        return this.#add({ op: 'atTurn', child: this.spans(expression.operand, speaker), edge: expression.edge }, expression, speaker);
      case 'withAsr':
        return this.#add({ op: 'asr', child: this.spans(expression.operand, speaker), floor: expression.floor }, expression, speaker);
      case 'relative': {
        const { direction, first, negated, withinMs } = expression;
        const child = this.spans(expression.operand, speaker);
        const other = this.spans(expression.other, speaker);
        return this.#add({ op: 'relative', child, other, direction, first, negated, withinMs }, expression, speaker);
      }
      default:
        return unknownName('place for', expression.kind);
    }
  }

  #pair(expression: { readonly left: Expression; readonly right: Expression }, speaker: Speaker): [number, number] {
    return [this.spans(expression.left, speaker), this.spans(expression.right, speaker)];
  }

  #sequence(expression: ExpressionOf<'sequence'>, speaker: Speaker): number {
    const [first, ...rest] = expression.steps.map((step) => this.spans(step, speaker));
    let node = first ?? unknownName('step', 'sequence');
    for (const right of rest) node = this.#add({ op: 'sequence', left: node, right }, expression, speaker);
    return expression.withinMs === null
      ? node
      : this.#add({ op: 'limit', child: node, withinMs: expression.withinMs }, expression, speaker);
  }

  #entries(list: ExpressionOf<'list'>): readonly string[] {
    return this.#lists[list.name] ?? this.#options.lists[list.name] ?? unknownName('list', list.name);
  }

  /** Literal alternatives of one speaker share one posting list: a list of 500 phrases costs what one phrase costs. */
  #either(expression: Expression, speaker: Speaker): number {
    const literal: (readonly string[])[] = [];
    const options: number[] = [];
    const collect = (option: Expression): void => {
      if (option.kind === 'either') {
        for (const inner of option.options) collect(inner);
        return;
      }
      const texts = option.kind === 'list' ? this.#entries(option) : option.kind === 'phrase' ? [option.text] : null;
      if (texts === null) options.push(this.spans(option, speaker));
      for (const text of texts ?? []) {
        const { parts } = readPhrase(text);
        const forms = this.#options.separateAlternatives ? null : literalForms(parts);
        if (forms === null) options.push(this.#phrase(parts, option, speaker));
        else literal.push(...forms);
      }
    };
    collect(expression);
    if (literal.length > 0) options.unshift(this.#leafNode({ kind: 'literal', patterns: literal }, expression, speaker));
    const [only] = options;
    if (options.length === 1 && only !== undefined) return only;
    return this.#add({ op: 'either', options: [...new Set(options)] }, expression, speaker);
  }

  #slot(label: string, source: Expression, speaker: Speaker): number {
    const forms = slotForms[label] ?? [[{ kind: 'test', test: { kind: 'entity', labels: [label] } }]];
    const options = forms.map((form) => this.#phrase(form, source, speaker));
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : this.#add({ op: 'either', options: [...new Set(options)] }, source, speaker);
  }

  /** Runs of plain words become literal phrases; slots, tests and gaps are joined to them word by word. */
  #phrase(parts: readonly PhrasePart[], source: Expression, speaker: Speaker): number {
    const forms = literalForms(parts);
    if (forms !== null) return this.#leafNode({ kind: 'literal', patterns: forms }, source, speaker);
    let node: number | null = null;
    let gap = 0;
    for (const run of runsOf(parts)) {
      if (run === 'any') {
        gap++;
        continue;
      }
      const right = this.#run(run, source, speaker);
      node = node === null ? right : this.#add({ op: 'adjacent', left: node, right, gap }, source, speaker);
      gap = 0;
    }
    return node ?? unknownName('words in', 'phrase');
  }

  #run(run: readonly PhrasePart[], source: Expression, speaker: Speaker): number {
    const [part] = run;
    if (part?.kind === 'slot') return this.#slot(part.label, source, speaker);
    if (part?.kind === 'test') return this.#leafNode({ kind: 'tested', test: part.test }, source, speaker);
    const forms = literalForms(run);
    if (forms !== null) return this.#leafNode({ kind: 'literal', patterns: forms }, source, speaker);
    const words = part?.kind === 'words' ? part.words : [];
    return this.#leafNode({ kind: 'tested', test: { kind: 'words', words: new Set(words) } }, source, speaker);
  }

  #leafNode(leaf: Leaf, source: Expression, speaker: Speaker): number {
    const key = JSON.stringify(
      leaf.kind === 'literal' ? leaf.patterns.map((words) => words.join(' ')).sort() : leaf.test,
      (_, value: unknown) => (value instanceof Set ? [...value] : value),
    );
    let id = this.#leafIds.get(key);
    if (id === undefined) {
      id = this.leaves.length;
      this.leaves.push(leaf);
      this.#leafIds.set(key, id);
    }
    return this.#add({ op: 'leaf', leaf: id }, source, speaker);
  }

  #add(shape: SpanShape, source: Expression, speaker: Speaker): number {
    const children = childrenOf(shape).map((id) => this.nodes[id] ?? unknownName('node', String(id)));
    const ownSpeaker = children.length === 0 ? speaker : commonSpeaker(children);
    const key = JSON.stringify([shape, children.length === 0 ? ownSpeaker : null]);
    const known = this.#nodeIds.get(key);
    if (known !== undefined) return known;
    const id = this.nodes.length;
    const node = {
      ...shape,
      id,
      speaker: ownSpeaker,
      triggers: this.#triggers(shape, children, ownSpeaker),
      delayed: isDelayed(shape, children),
      source,
    };
    this.nodes.push(node as SpanPlan);
    this.#nodeIds.set(key, id);
    return id;
  }

  /**
   * The cheapest posting lists without which the node stays empty. Where speakers differ, all of them: which part is empty
   * then decides between missed and not assessable.
   */
  #triggers(shape: SpanShape, children: readonly SpanPlan[], speaker: Speaker): readonly number[] | null {
    const [first, second] = children;
    switch (shape.op) {
      case 'leaf':
        return speaker?.nth == null ? [shape.leaf] : null;
      case 'event':
      case 'turn':
      case 'like':
        return null;
      case 'either':
        return merged(children);
      case 'adjacent':
      case 'near':
      case 'same':
      case 'sequence':
      case 'relative': {
        if (first === undefined || second === undefined) return null;
        const oneSided = shape.op === 'relative' && (shape.negated || shape.first);
        if (oneSided) return first.triggers;
        const uniform =
          speaker !== null ||
          (isUniform(first, this.nodes) && isUniform(second, this.nodes) && first.speaker === null && second.speaker === null);
        return uniform ? this.#cheaper(first.triggers, second.triggers) : merged(children);
      }
      default:
        return first?.triggers ?? null;
    }
  }

  #cheaper(left: readonly number[] | null, right: readonly number[] | null): readonly number[] | null {
    if (left === null || right === null) return left ?? right;
    return this.#cost(left) <= this.#cost(right) ? left : right;
  }

  /** Single words are common, long phrases rare: a guess that only decides which list is looked at first. */
  #cost(leaves: readonly number[]): number {
    let cost = 0;
    for (const id of leaves) {
      const leaf = this.leaves[id];
      if (leaf?.kind === 'tested') cost += 100;
      else for (const words of leaf?.patterns ?? []) cost += words.length === 1 ? 100 : words.length === 2 ? 10 : 1;
    }
    return cost;
  }
}

export function childrenOf(shape: SpanShape | SpanPlan): readonly number[] {
  if ('options' in shape) return shape.options;
  if ('left' in shape) return [shape.left, shape.right];
  if ('other' in shape) return [shape.child, shape.other];
  return 'child' in shape ? [shape.child] : [];
}

function commonSpeaker(children: readonly SpanPlan[]): Speaker {
  const [first, ...rest] = children;
  const speaker = first?.speaker ?? null;
  return rest.every((child) => JSON.stringify(child.speaker) === JSON.stringify(speaker)) ? speaker : null;
}

/** True when no two leaves below have different speakers. */
function isUniform(node: SpanPlan, nodes: readonly SpanPlan[]): boolean {
  if (node.speaker !== null) return true;
  return childrenOf(node).every((id) => {
    const child = nodes[id];
    return child !== undefined && child.speaker === null && isUniform(child, nodes);
  });
}

function isDelayed(shape: SpanShape, children: readonly SpanPlan[]): boolean {
  if (shape.op === 'turn' || shape.op === 'like' || shape.op === 'event') return true;
  if (shape.op === 'atTurn' && shape.edge === 'end') return true;
  if (shape.op === 'notNear' || shape.op === 'notIn') return true;
  if (shape.op === 'relative' && shape.direction === 'before') return true;
  if (shape.op === 'window' && (shape.window.kind === 'share' || ('edge' in shape.window && shape.window.edge === 'last'))) return true;
  return children.some((child) => child.delayed);
}

function merged(children: readonly SpanPlan[]): readonly number[] | null {
  if (children.some((child) => child.triggers === null)) return null;
  return [...new Set(children.flatMap((child) => child.triggers ?? []))];
}

/** All word sequences of a phrase of plain and inflected words, or null when it has other parts or too many. */
export function literalForms(parts: readonly PhrasePart[]): string[][] | null {
  let forms: string[][] = [[]];
  for (const part of parts) {
    if (part.kind !== 'words' || forms.length * part.words.length > maxLiteralForms) return null;
    forms = forms.flatMap((form) => part.words.map((word) => [...form, word]));
  }
  return forms;
}

function runsOf(parts: readonly PhrasePart[]): (readonly PhrasePart[] | 'any')[] {
  const runs: (PhrasePart[] | 'any')[] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (part.kind === 'any') runs.push('any');
    else if (
      part.kind === 'words' &&
      last !== undefined &&
      last !== 'any' &&
      last[0]?.kind === 'words' &&
      literalForms([...last, part]) !== null
    )
      last.push(part);
    else runs.push([part]);
  }
  return runs;
}

function unknownName(what: string, name: string): never {
  throw new AppError('bad-workspace', `no ${what} "${name}"`);
}
