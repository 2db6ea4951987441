import type { Role } from '../../domain/vocabulary.ts';

export interface AssignedRole {
  readonly role: Role;
  readonly confidence: number;
}

/** What agents say far more often than customers, and the other way round. Written for this project; lower case. */
const agentCues = [
  'thank you for calling',
  'thanks for calling',
  'how can i help',
  'how may i help',
  'how can i assist',
  'how may i assist',
  'may i have your',
  'can i have your',
  'could you provide',
  'can you please provide',
  'please enter',
  'one moment please',
  'thank you for your patience',
  'thank you for holding',
  'is there anything else',
  'anything else i can',
  'let me pull up',
  'let me check',
  'verify your',
  'for security',
  'i apologize for the',
  'we apologize',
  'this call may be',
  'have a great day',
];
const customerCues = [
  "i'm calling about",
  "i'm calling because",
  'i am calling about',
  'i was calling',
  "i'd like to",
  'i would like to',
  'i have a question',
  'i have a problem',
  "i'm having trouble",
  "i'm having an issue",
  'can you help me',
  'could you help me',
  'i need to',
  'i want to',
  'my order',
  'my bill',
  'my account number is',
];

/** Agent cues minus customer cues in what one speaker said. */
export function agentLeaning(text: string): number {
  const plain = ` ${text
    .toLowerCase()
    .replace(/[^a-z' ]+/g, ' ')
    .replace(/ +/g, ' ')} `;
  const count = (cues: readonly string[]) => cues.reduce((sum, cue) => sum + plain.split(` ${cue} `).length - 1, 0);
  return count(agentCues) - count(customerCues);
}

/** Without a channel map this is only the habit of most recorders. */
const unmappedConfidence = 0.5;
const cueStep = 0.1;

/**
 * Roles of the speakers of channels 0, 1, …: certain where the source maps them; otherwise left is the agent and right
 * the customer, and what they say makes that more or less credible. Roles are never swapped by guess: a bulk swap is
 * the user's.
 */
export function rolesOfChannels(texts: readonly string[], mapped: readonly Role[] | undefined): AssignedRole[] {
  if (mapped && mapped.length >= texts.length) return texts.map((_, channel) => ({ role: mapped[channel] ?? 'unknown', confidence: 1 }));
  const leaning = agentLeaning(texts[0] ?? '') - agentLeaning(texts[1] ?? '');
  const confidence = Math.max(0.2, Math.min(0.8, unmappedConfidence + cueStep * leaning));
  return texts.map((_, channel) =>
    channel < 2 ? { role: channel === 0 ? 'agent' : 'customer', confidence } : { role: 'unknown', confidence: 0 },
  );
}

/** Roles of two speakers told apart by their voices in one channel: the one who talks like an agent is the agent, at low confidence. */
export function rolesOfVoices(texts: readonly string[]): AssignedRole[] {
  if (texts.length < 2) return texts.map(() => ({ role: 'unknown', confidence: 0.2 }));
  const leaning = agentLeaning(texts[0] ?? '') - agentLeaning(texts[1] ?? '');
  const confidence = Math.min(0.6, 0.3 + cueStep * Math.abs(leaning));
  return texts.map((_, voice) => ({ role: (voice === 0) === leaning >= 0 ? 'agent' : 'customer', confidence }));
}
