import type { SampleContact } from './generate-sample.ts';
import { planted } from './planted.ts';

/** Planted events, agents' true traits and labels per conversation, for evaluation. The product never reads this. */
export function truthOf(sample: Iterable<SampleContact>) {
  const agents = new Map<string, object>();
  const contacts = [];
  for (const { source, contact, labels, lateScore } of sample) {
    const { agent, quality, empathy, announcesHold, verifies } = contact.agent;
    agents.set(agent, { agent, quality, empathy, announcesHold, verifies });
    contacts.push({
      source,
      externalId: contact.id,
      week: contact.day.week,
      team: contact.agent.team,
      agent,
      customer: contact.customer.index,
      ...labels,
      lateScore,
    });
  }
  return { planted, agents: [...agents.values()], contacts };
}
