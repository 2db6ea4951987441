import type { CapturedInteractionInput } from '../../src/domain/captured-interaction.ts';
import type { Contact } from './contact.ts';
import type { ScriptLine, Speaker } from './script.ts';

type Participants = NonNullable<CapturedInteractionInput['participants']>;

/** Who is named in the record: whoever speaks, and the agents. */
export function participantsOf(contact: Contact, lines: readonly ScriptLine[]): Participants {
  const speakers = new Set<Speaker>(lines.map(({ speaker }) => speaker));
  if (contact.kind !== 'abandoned') speakers.add('customer');
  const order: Speaker[] = ['customer', 'agent', 'agent2', 'supervisor', 'bot', 'ivr', 'third-party'];
  return order.filter((speaker) => speakers.has(speaker)).map((speaker) => participantOf(contact, speaker));
}

function participantOf(contact: Contact, speaker: Speaker): Participants[number] {
  if (speaker === 'agent') return { id: 'agent', role: 'agent', ref: contact.agent.agent, name: contact.agent.name };
  if (speaker === 'agent2') {
    const agent = contact.secondAgent ?? contact.agent;
    return { id: 'agent2', role: 'agent', ref: agent.agent, name: agent.name };
  }
  if (speaker === 'supervisor') return { id: 'supervisor', role: 'supervisor', name: contact.agent.supervisor };
  return { id: speaker, role: speaker };
}
