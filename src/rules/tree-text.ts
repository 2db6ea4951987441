import type { SyntaxNode } from '@lezer/common';
import { type Role, roles } from '../domain/vocabulary.ts';
import { nearestName, type Problem } from './problem.ts';
import type { Comparator, Literal, RoleName } from './syntax.ts';

/** The text behind a syntax tree: what its smallest parts say, and the problems that only the text shows (numbers, units, names). */
export class TreeText {
  readonly problems: Problem[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  problem(node: { from: number; to: number }, message: string, suggestion?: string): void {
    this.problems.push({ severity: 'error', from: node.from, to: node.to, message, ...(suggestion === undefined ? {} : { suggestion }) });
  }

  slice(node: SyntaxNode | null | undefined): string {
    return node ? this.#text.slice(node.from, node.to) : '';
  }

  unquote(node: SyntaxNode | null): string {
    return this.slice(node).slice(1, -1).replaceAll(/\\(.)/gs, '$1');
  }

  speaker(node: SyntaxNode): RoleName {
    const name = node.getChild('RoleName');
    const ordinal = name?.getChild('Number');
    const role = this.role(name?.getChild('Identifier') ?? node);
    const nth = ordinal ? Number(this.slice(ordinal)) : null;
    if (nth !== null && (!Number.isInteger(nth) || nth < 1)) this.problem(node, 'participants are counted from 1', 'agent[1]');
    return { role, nth };
  }

  role(node: SyntaxNode): Role {
    const name = this.slice(node);
    const known = roles.find((role) => role === name);
    if (known !== undefined) return known;
    const near = nearestName(name, roles);
    this.problem(node, `there is no role "${name}"; the roles are ${roles.join(', ')}`, near);
    return 'unknown';
  }

  within(node: SyntaxNode): number | null {
    const duration = node.getChild('Within')?.getChild('Duration');
    return duration ? durationMs(this.slice(duration)) : null;
  }

  comparator(node: SyntaxNode): Comparator {
    return this.slice(node.getChild('CompareOp')) as Comparator;
  }

  values(list: SyntaxNode | null): Literal[] {
    return (list?.getChildren('Value') ?? []).map((value) => this.literal(value));
  }

  literal(node: SyntaxNode | null): Literal {
    const inner = node?.firstChild;
    const text = this.slice(inner);
    switch (inner?.name) {
      case 'Number':
        return { kind: 'number', value: Number(text) };
      case 'Duration':
        return { kind: 'duration', value: durationMs(text) };
      case 'Percent':
        return { kind: 'percent', value: Number.parseFloat(text) / 100 };
      case 'Time':
        return { kind: 'time', value: this.#minutes(text, inner) };
      case 'String':
        return { kind: 'text', value: this.unquote(inner) };
      default:
        return { kind: 'text', value: text.replaceAll(/\s/g, '') };
    }
  }

  #minutes(text: string, node: SyntaxNode): number {
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    if (hour > 24 || minute > 59) this.problem(node, `"${text}" is not a time of day`);
    return hour * 60 + minute;
  }
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `90s`, `1.5m`, `7d` in milliseconds. */
export function durationMs(text: string): number {
  const found = /^(\d+(?:\.\d+)?)(ms|[smhdw])$/.exec(text.trim());
  return found ? Math.round(Number(found[1]) * (unitMs[found[2] ?? ''] ?? 0)) : Number.NaN;
}
