import { fieldNames } from './facts.ts';
import { readPhrase } from './phrase.ts';
import { nearestName, type Problem } from './problem.ts';
import type { Lists, Rule } from './rule.ts';
import { slotLabels } from './slots.ts';
import { type Expression, type ExpressionOf, operandsOf, type Window } from './syntax.ts';

/** What names a rule may use. Undeclared attributes and measures are accepted only where the workspace declares none. */
export interface Names {
  readonly rules: ReadonlySet<string>;
  readonly lists: Lists;
  readonly attributes?: ReadonlySet<string>;
  readonly measures?: ReadonlySet<string>;
}

export type Type = 'spans' | 'truth' | 'number' | 'text' | 'time';

/** The type of an expression, from its form alone. */
export function typeOf(expression: Expression): Type {
  switch (expression.kind) {
    case 'and':
    case 'or':
    case 'not':
    case 'unless':
    case 'compare':
    case 'member':
    case 'rule':
    case 'prior':
      return 'truth';
    case 'count':
    case 'distinct':
    case 'contacts':
      return 'number';
    case 'localtime':
      return 'time';
    case 'name':
      return 'text';
    default:
      return 'spans';
  }
}

/** More words than this in one list are refused: the list belongs into an attribute or an entity. */
const maxListEntries = 20_000;
const maxNodes = 4_000;

/** Types, names and the static checks of one expression that must be a truth. */
export function checkExpression(expression: Expression, rule: Pick<Rule, 'manner' | 'lists' | 'tags'>, names: Names): Problem[] {
  const checker = new Checker(rule, names);
  checker.truth(expression);
  return checker.problems;
}

class Checker {
  readonly problems: Problem[] = [];
  readonly #rule: Pick<Rule, 'manner' | 'lists' | 'tags'>;
  readonly #names: Names;
  #nodes = 0;

  constructor(rule: Pick<Rule, 'manner' | 'lists' | 'tags'>, names: Names) {
    this.#rule = rule;
    this.#names = names;
  }

  truth(expression: Expression): void {
    if (this.#tooMany(expression)) return;
    const type = typeOf(expression);
    if (type === 'spans') {
      this.#spans(expression, { role: false });
      return;
    }
    if (type !== 'truth') {
      this.#notTruth(expression, type);
      return;
    }
    switch (expression.kind) {
      case 'compare':
        this.#compare(expression);
        return;
      case 'member':
        this.#member(expression);
        return;
      case 'rule':
        this.#known(expression, 'rule', expression.id, this.#names.rules);
        return;
      case 'prior':
        this.#prior(expression);
        return;
      default:
        for (const operand of operandsOf(expression)) this.truth(operand);
        this.#contradiction(expression);
    }
  }

  #tooMany(expression: Expression): boolean {
    if (++this.#nodes === maxNodes) this.#error(expression, 'the rule is too large', 'split it and use rule(…)');
    return this.#nodes >= maxNodes;
  }

  #notTruth(expression: Expression, type: Type): void {
    if (expression.kind === 'name') {
      this.#error(expression, `"${expression.path}" must be compared with something`, this.#nameHint(expression.path));
      return;
    }
    const examples = { number: `${expression.kind}(…) >= 2`, time: 'localtime(customer) in [8:00, 21:00]', text: '' };
    this.#error(expression, `${expression.kind}(…) is a ${type}, and a condition is wanted`, examples[type as 'number']);
  }

  #nameHint(path: string): string {
    return this.#names.lists[path] !== undefined
      ? `@${path}`
      : this.#names.rules.has(path)
        ? `rule(${path})`
        : `${path} = "…", or "${path}" for the word`;
  }

  #spans(expression: Expression, inside: { readonly role: boolean }): void {
    if (this.#tooMany(expression)) return;
    const type = typeOf(expression);
    if (type !== 'spans') {
      this.#notSpans(expression, type);
      return;
    }
    switch (expression.kind) {
      case 'phrase':
      case 'fuzzy':
      case 'sounds':
        this.#phrase(expression);
        return;
      case 'list':
        this.#list(expression);
        return;
      case 'slot':
        if (!slotLabels.includes(expression.label))
          this.#warn(
            expression,
            `<${expression.label}> is not a known kind of entity: only a redaction token of that name is found`,
            nearestName(expression.label, slotLabels),
          );
        return;
      case 'like':
        if (!(expression.threshold > 0 && expression.threshold <= 1)) {
          this.#error(expression, 'the likeness is a number above 0 and up to 1', 'like("…", 0.8)');
        }
        return;
      case 'role':
        if (inside.role) this.#error(expression, 'a role stands inside another role', 'name the role once, at the words it belongs to');
        this.#spans(expression.operand, { role: true });
        return;
      default:
        this.#composite(expression, inside);
    }
  }

  #composite(expression: Expression, inside: { readonly role: boolean }): void {
    if (expression.kind === 'window') this.#window(expression, expression.window);
    if (expression.kind === 'relative') this.#relative(expression);
    if (expression.kind === 'near' || expression.kind === 'then' || expression.kind === 'notNear') this.#oneStream(expression);
    if (expression.kind === 'either') this.#duplicates(expression);
    if (expression.kind === 'turnWhere' && expression.measure !== 'words' && expression.measure !== 'duration')
      this.#turnMeasure(expression);
    for (const operand of operandsOf(expression)) this.#spans(operand, inside);
  }

  #notSpans(expression: Expression, type: Type): void {
    const hint: Partial<Record<Expression['kind'], string>> = {
      not: 'move not outside: not (…), or write a not near/5 b, a not in b',
      and: 'write near/10, same turn or -> to find two things together',
      or: 'write | between alternatives to find either',
      rule: 'use rule(…) with and, or, not',
    };
    this.#error(
      expression,
      `${type === 'truth' ? 'a condition' : `a ${type}`} stands where words or events are wanted`,
      hint[expression.kind],
    );
  }

  #phrase(expression: ExpressionOf<'phrase' | 'fuzzy' | 'sounds'>): void {
    const { parts, problems } = readPhrase(expression.text, expression.kind);
    const base = expression.textFrom;
    for (const problem of problems)
      this.problems.push({
        severity: 'error',
        from: base + problem.from,
        to: base + problem.to,
        message: problem.message,
        ...(problem.suggestion === undefined ? {} : { suggestion: problem.suggestion }),
      });
    if (parts[0]?.kind === 'any' || parts.at(-1)?.kind === 'any')
      this.#error(expression, '_ stands between two words of a phrase', '"cancel _ account"');
    for (const part of parts) {
      if (part.kind === 'test' && part.test.kind === 'pattern' && /^.\*$/.test(part.test.pattern))
        this.#warn(expression, `"${part.test.pattern}" fits a large part of all words`);
    }
  }

  #list(expression: ExpressionOf<'list'>): void {
    const all = { ...this.#names.lists, ...this.#rule.lists };
    const entries = Object.hasOwn(all, expression.name) ? all[expression.name] : undefined;
    if (entries === undefined) {
      this.#known(expression, 'list', expression.name, new Set(Object.keys(all)));
      return;
    }
    if (entries.length === 0) this.#error(expression, `list @${expression.name} is empty`);
    if (entries.length > maxListEntries) this.#error(expression, `list @${expression.name} has more than ${maxListEntries} entries`);
    for (const entry of entries.slice(0, maxListEntries)) {
      const [problem] = readPhrase(entry).problems;
      if (problem !== undefined) this.#error(expression, `list @${expression.name}, "${entry}": ${problem.message}`, problem.suggestion);
    }
  }

  #window(expression: Expression, window: Window): void {
    const empty =
      (window.kind === 'time' && !(window.ms > 0)) ||
      (window.kind === 'between' && !(window.toMs > window.fromMs)) ||
      (window.kind === 'share' && !(window.share > 0 && window.share <= 1)) ||
      ((window.kind === 'turns' || window.kind === 'words') && !(window.count >= 1));
    if (empty)
      this.#error(expression, 'the window is empty: nothing can lie in it', window.kind === 'between' ? 'in [10s, 60s]' : 'in first 60s');
  }

  #relative(expression: ExpressionOf<'relative'>): void {
    if (expression.first && expression.withinMs !== null)
      this.#error(expression, 'before first (…) takes no within: it means before every one', 'before (…) within 30s');
    const misleading = this.#rule.manner === 'require' && expression.direction === 'before' && !expression.first && !expression.negated;
    if (misleading)
      this.#warn(
        expression,
        'before (…) is met by any later one, and missed when there is none; a requirement usually means before every one',
        'before first (…)',
      );
  }

  #oneStream(expression: ExpressionOf<'near' | 'then' | 'notNear'>): void {
    for (const operand of operandsOf(expression)) {
      const crossing = findInside(operand, (inner) => inner.kind === 'sequence' || inner.kind === 'event');
      if (crossing !== null)
        this.#error(
          crossing,
          'distance in words is counted in one speaker’s words; events and sequences have none',
          '->, after (…) within 10s',
        );
    }
    const speakers = operandsOf(expression).map((operand) => (operand.kind === 'role' ? operand.speaker.role : null));
    if (speakers[0] && speakers[1] && speakers[0] !== speakers[1])
      this.#error(expression, `${speakers[0]} and ${speakers[1]} never share one stream of words`, '->');
  }

  #duplicates(expression: ExpressionOf<'either'>): void {
    const seen = new Set<string>();
    for (const option of expression.options) {
      if (option.kind !== 'phrase') continue;
      const key = option.text.toLowerCase().trim();
      if (seen.has(key)) this.#warn(option, `"${option.text}" stands here twice: this alternative can never be the one that decides`);
      seen.add(key);
    }
  }

  #turnMeasure(expression: ExpressionOf<'turnWhere'>): void {
    if (expression.measure !== 'sentiment')
      this.#error(
        expression,
        `turns have no measure "${expression.measure}"`,
        nearestName(expression.measure, ['words', 'duration', 'sentiment']) ?? 'words, duration or sentiment',
      );
  }

  #compare(expression: ExpressionOf<'compare'>): void {
    const { subject, value } = expression;
    switch (subject.kind) {
      case 'count':
      case 'distinct':
        this.#spans(subject.operand, { role: false });
        if (value.kind !== 'number') this.#error(expression, `${subject.kind}(…) is compared with a number`);
        if (value.kind === 'number' && (value.value < 0 || !Number.isInteger(value.value))) {
          this.#error(expression, 'a count is a whole number');
        }
        return;
      case 'contacts':
        if (value.kind !== 'number') this.#error(expression, 'contacts(…) is compared with a number');
        return;
      case 'name':
        this.#name(subject);
        return;
      case 'localtime':
        this.#error(expression, 'a time of day is compared with in', 'localtime(customer) in [8:00, 21:00]');
        return;
      default:
        this.#error(
          expression,
          `this cannot be compared with ${expression.comparator}`,
          typeOf(subject) === 'spans' ? 'count(…) >= 2' : undefined,
        );
    }
  }

  #member(expression: ExpressionOf<'member'>): void {
    const { subject, values } = expression;
    if (subject.kind === 'name') {
      this.#name(subject);
      return;
    }
    if (subject.kind === 'localtime') {
      const times = values.length === 2 && values.every((value) => value.kind === 'time');
      if (!times) this.#error(expression, 'a time of day lies in [from, to]', 'localtime(customer) in [8:00, 21:00]');
      if (subject.of !== 'customer' && subject.of !== 'source' && subject.of !== 'agent') {
        this.#error(subject, `no local time of "${subject.of}"`, 'customer');
      }
      return;
    }
    this.#error(expression, 'in [ ] takes two durations as a window, or follows a name', '"words" in [10s, 60s]');
  }

  #name(subject: ExpressionOf<'name'>): void {
    const { path } = subject;
    if ((fieldNames as readonly string[]).includes(path)) return;
    if (path.startsWith('attr.')) {
      const { attributes } = this.#names;
      if (attributes !== undefined && attributes.size > 0) {
        this.#known(subject, 'attribute', path.slice('attr.'.length), attributes, 'attr.');
        return;
      }
    }
    const { measures } = this.#names;
    if (measures !== undefined) this.#known(subject, 'measure or field', path, new Set([...measures, ...fieldNames]));
  }

  #prior(expression: ExpressionOf<'prior'>): void {
    if (expression.operand.kind !== 'rule') this.#error(expression, 'prior(…) takes a rule', 'prior(rule(cease-request))');
    else this.#known(expression, 'rule', expression.operand.id, this.#names.rules);
  }

  #contradiction(expression: Expression): void {
    if (expression.kind !== 'and') return;
    const facts = [expression.left, expression.right].flatMap((side) =>
      side.kind === 'compare' && side.comparator === '=' && side.subject.kind === 'name' ? [side] : [],
    );
    const [a, b] = facts.map((fact) =>
      fact.subject.kind === 'name' ? { path: fact.subject.path, value: String(fact.value.value) } : null,
    );
    if (a && b && a.path === b.path && a.value !== b.value)
      this.#error(
        expression,
        `${a.path} cannot be ${a.value} and ${b.value} at once: this can never hold`,
        `${a.path} in [${a.value}, ${b.value}]`,
      );
  }

  #known(expression: Expression, what: string, name: string, known: Iterable<string>, prefix = ''): void {
    const names = [...known];
    if (names.includes(name)) return;
    const near = nearestName(name, names);
    this.#error(expression, `there is no ${what} "${name}"`, near === undefined ? undefined : `${prefix}${near}`);
  }

  #error(place: { from: number; to: number }, message: string, suggestion?: string): void {
    this.#add('error', place, message, suggestion);
  }

  #warn(place: { from: number; to: number }, message: string, suggestion?: string): void {
    this.#add('warning', place, message, suggestion);
  }

  #add(severity: Problem['severity'], place: { from: number; to: number }, message: string, suggestion: string | undefined): void {
    this.problems.push({ severity, from: place.from, to: place.to, message, ...(suggestion === undefined ? {} : { suggestion }) });
  }
}

function findInside(expression: Expression, test: (inner: Expression) => boolean): Expression | null {
  if (test(expression)) return expression;
  for (const operand of operandsOf(expression)) {
    const found = findInside(operand, test);
    if (found !== null) return found;
  }
  return null;
}
