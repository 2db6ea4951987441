import type { Role } from '../domain/vocabulary.ts';

/** What sources call the people and machines of a contact. Lower case, without blanks, dashes and underscores. */
const aliases: Readonly<Record<string, Role>> = {
  agent: 'agent',
  admin: 'agent',
  advisor: 'agent',
  adviser: 'agent',
  associate: 'agent',
  callee: 'agent',
  employee: 'agent',
  humanagent: 'agent',
  internal: 'agent',
  operator: 'agent',
  rep: 'agent',
  representative: 'agent',
  support: 'agent',
  user: 'customer',
  caller: 'customer',
  client: 'customer',
  contact: 'customer',
  consumer: 'customer',
  customer: 'customer',
  enduser: 'customer',
  external: 'customer',
  guest: 'customer',
  member: 'customer',
  requester: 'customer',
  visitor: 'customer',
  assistant: 'bot',
  automatedagent: 'bot',
  bot: 'bot',
  virtualagent: 'bot',
  custombot: 'bot',
  chatbot: 'bot',
  acd: 'ivr',
  ivr: 'ivr',
  system: 'ivr',
  workflow: 'ivr',
  supervisor: 'supervisor',
  manager: 'supervisor',
  thirdparty: 'third-party',
  unknown: 'unknown',
};

/** The role a label names, trailing numbers aside (`Agent 2`); null when it is a name of somebody. */
export function parseRole(label: unknown): Role | null {
  if (typeof label !== 'string') return null;
  return (
    aliases[
      label
        .toLowerCase()
        .replace(/[\s_-]+/g, '')
        .replace(/\d+$/, '')
    ] ?? null
  );
}
