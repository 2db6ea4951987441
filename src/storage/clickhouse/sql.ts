/**
 * The only way SQL text is made here: literal text written in this folder, and values bound by the engine. A value can
 * never become text, so no input can change a statement.
 */
export interface Sql {
  readonly parts: readonly (string | Parameter)[];
}

export interface Parameter {
  /** ClickHouse type of the placeholder. */
  readonly type: ParameterType;
  readonly value: string | number | readonly string[];
}

export type ParameterType = 'String' | 'Array(String)' | 'UInt32' | 'Int64' | 'Float64' | 'Array(UInt32)';

/** `sql\`id = ${bind('String', id)}\``: interpolates other fragments and bound values, nothing else. */
export function sql(literals: TemplateStringsArray, ...inner: readonly (Sql | Parameter)[]): Sql {
  const parts: (string | Parameter)[] = [];
  for (const [index, literal] of literals.entries()) {
    parts.push(literal);
    const next = inner[index];
    if (next !== undefined) parts.push(...('parts' in next ? next.parts : [next]));
  }
  return { parts };
}

export function bind(type: ParameterType, value: Parameter['value']): Parameter {
  return { type, value };
}

export function joinSql(fragments: readonly Sql[], separator: ' AND ' | ' OR ' | ', '): Sql {
  return { parts: fragments.flatMap((fragment, index) => (index === 0 ? fragment.parts : [separator, ...fragment.parts])) };
}

/** Text with named placeholders, and the values by name, as the client sends them. */
export function compileSql(statement: Sql): { readonly text: string; readonly values: Record<string, unknown> } {
  const values: Record<string, unknown> = {};
  const text = statement.parts.map((part, index) => {
    if (typeof part === 'string') return part;
    values[`p${index}`] = part.value;
    return `{p${index}:${part.type}}`;
  });
  return { text: text.join(''), values };
}

/**
 * The statement with its values written into it, for the definition of a view, which can have no placeholders. Only for values of our own
 * code and of the workspace.
 */
export function inlineSql(statement: Sql): string {
  return statement.parts.map((part) => (typeof part === 'string' ? part : literal(part.value))).join('');
}

function literal(value: Parameter['value']): string {
  if (typeof value === 'string') return `'${value.replaceAll(/[\\']/gu, (character) => `\\${character}`)}'`;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'NULL';
  return `[${value.map(literal).join(', ')}]`;
}
