/** Part of an expression being put together: words found, or a condition. */
export interface Part {
  readonly kind: 'spans' | 'truth';
  readonly text: string;
}

/** A phrase; null when no word of it is left. Characters that mean something in our phrases are taken as blanks, `*` and `?` stay. */
export function phrasePart(text: string): Part | null {
  const words = text
    .replaceAll(/[’‘]/g, "'")
    .replaceAll(/["\\~<>@_“”]/g, ' ')
    .replaceAll(/(^|\s)[-–.,;:!]+(?=\s|$)/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return /[\p{L}\p{N}]/u.test(words) ? { kind: 'spans', text: `"${words}"` } : null;
}

/** Any of them. */
export function anyOf(parts: readonly Part[]): Part | null {
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0) return first ?? null;
  const kind = parts.every((part) => part.kind === 'spans') ? 'spans' : 'truth';
  return { kind, text: parts.map(grouped).join(kind === 'spans' ? ' | ' : ' or ') };
}

/** All of them. */
export function allOf(parts: readonly Part[]): Part | null {
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0) return first ?? null;
  return { kind: 'truth', text: parts.map(grouped).join(' and ') };
}

export function negated(part: Part): Part {
  return { kind: 'truth', text: `not ${grouped(part)}` };
}

export function spokenBy(role: string | null, part: Part): Part {
  return role === null ? part : { kind: 'spans', text: `${role}: ${grouped(part)}` };
}

/** `in first 30s`, `at turn start`: what stands behind words. */
export function suffixed(part: Part, suffix: string): Part {
  return { kind: 'spans', text: `${grouped(part)} ${suffix}` };
}

/** `near/3`, `not in`, `same turn`: what stands between words. */
export function joined(left: Part, operator: string, right: Part): Part {
  return { kind: 'spans', text: `${grouped(left)} ${operator} ${grouped(right)}` };
}

const atom = /^(?:"[^"]*"|\([^()]*\)|[a-z_]+\([^()]*\))$/;

function grouped({ text }: Part): string {
  return atom.test(text) ? text : `(${text})`;
}
