import { rulesStrings } from '../../strings/rules.ts';

export type TemplateName = keyof typeof rulesStrings.templates;
export const templateNames = Object.keys(rulesStrings.templates) as TemplateName[];

interface Template {
  readonly manner: 'detect' | 'require';
  readonly applies?: string;
  readonly expression: string;
  readonly met: readonly string[];
  readonly missed: readonly string[];
}

const templates: Readonly<Record<TemplateName, Template>> = {
  blank: { manner: 'detect', expression: '"…"', met: [], missed: [] },
  says: {
    manner: 'detect',
    expression: 'customer: ("speak to a manager" | "your supervisor")',
    met: ['agent: hello', 'customer: I want to speak to a manager'],
    missed: ['agent: hello', 'customer: my bill is wrong'],
  },
  must: {
    manner: 'require',
    applies: 'channel = voice',
    expression: 'agent: ("this call is recorded" | "this call may be recorded") in first 60s',
    met: ['[0:02] agent: hello this call is recorded', '[0:06] customer: fine'],
    missed: ['[0:02] agent: hello', '[1:40] agent: this call is recorded'],
  },
  never: {
    manner: 'detect',
    expression: 'agent: ("I do not care" | "not my problem")',
    met: ['customer: my parcel is late', 'agent: that is not my problem'],
    missed: ['customer: it is not my problem', 'agent: I see'],
  },
  unanswered: {
    manner: 'detect',
    expression: 'customer: ("speak to a manager" | "your supervisor") not before (agent: ("transfer" | "put you through"))',
    met: ['customer: I want to speak to a manager', 'agent: I can not do that'],
    missed: ['customer: I want to speak to a manager', 'agent: I will transfer you'],
  },
};

/** The text of a new rule, with a test that meets it and one that does not. */
export function entryFromTemplate(name: TemplateName, { id, title }: { readonly id: string; readonly title: string }): string {
  const { manner, applies, expression, met, missed } = templates[name];
  const tests = met.length === 0 ? '' : `tests:\n${testText('said', met, 'met')}${testText('near miss', missed, 'missed')}`;
  const where = applies === undefined ? '' : `applies: |\n  ${applies}\n`;
  return `id: ${id}\nname: ${JSON.stringify(title)}\nseverity: info\n${where}${manner}: |\n  ${expression}\n${tests}`;
}

function testText(name: string, turns: readonly string[], expect: string): string {
  return `  - name: ${name}\n    turns:\n${turns.map((turn) => `      - ${JSON.stringify(turn)}\n`).join('')}    expect: ${expect}\n`;
}

/** `Asked for a manager!` → `asked-for-a-manager`. */
export function idFromName(name: string): string {
  const plain = name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '');
  return plain.slice(0, 60);
}
