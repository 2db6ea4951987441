import { AppError } from '../domain/errors.ts';
import { literalForms, runsOf } from './literal-forms.ts';
import { childrenOf, commonSpeaker, isDelayed, triggersOf } from './node-facts.ts';
import { type PhrasePart, readPhrase } from './phrase.ts';
import type { Leaf, SpanPlan, SpanShape, Speaker, TruthPlan } from './plan.ts';
import type { Lists, Rule } from './rule.ts';
import { slotForms } from './slots.ts';
import type { Expression, ExpressionOf } from './syntax.ts';

interface BuilderOptions {
  readonly lists: Lists;
  readonly ruleIndexes: ReadonlyMap<string, number>;
  readonly separateAlternatives: boolean;
}

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
      triggers: triggersOf(shape, { id, children, speaker: ownSpeaker, nodes: this.nodes, leaves: this.leaves }),
      delayed: isDelayed(shape, children),
      source,
    };
    this.nodes.push(node as SpanPlan);
    this.#nodeIds.set(key, id);
    return id;
  }
}

function unknownName(what: string, name: string): never {
  throw new AppError('bad-workspace', `no ${what} "${name}"`);
}
