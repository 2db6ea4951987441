import { type EmailMessage, isReplySubject, plainSubject } from './email-message.ts';

/**
 * Groups mails into threads: mails that name each other's ids belong together, also through a mail that is missing. A
 * reply that names none joins by subject and people (the reduced form of J. Zawinski's threading algorithm).
 */
export function joinThreads(messages: readonly EmailMessage[]): EmailMessage[][] {
  const parents = new Map<string, string>();
  const find = (name: string): string => {
    let root = name;
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root)) root = next;
    parents.set(name, root);
    return root;
  };
  const join = (a: string, b: string) => parents.set(find(a), find(b));
  const names = messages.map((message, index) => message.id ?? `message ${index}`);
  const bySubject = new Map<string, string>();
  for (const [index, message] of messages.entries()) {
    const name = names[index] ?? '';
    for (const reference of message.references) join(name, reference);
    const topic = topicOf(message);
    const earlier = bySubject.get(topic);
    if (earlier !== undefined && message.references.length === 0 && isReplySubject(message.subject)) join(name, earlier);
    if (plainSubject(message.subject) !== '' && earlier === undefined) bySubject.set(topic, name);
  }
  const threads = new Map<string, EmailMessage[]>();
  const seen = new Set<string>();
  for (const [index, message] of messages.entries()) {
    const name = names[index] ?? '';
    // The same mail lies in Sent and in Inbox: one is enough.
    if (seen.has(name)) continue;
    seen.add(name);
    const root = find(name);
    const thread = threads.get(root) ?? [];
    thread.push(message);
    threads.set(root, thread);
  }
  return [...threads.values()].map((thread) => thread.sort((a, b) => timeOf(a) - timeOf(b)));
}

function topicOf(message: EmailMessage): string {
  const people = new Set([message.from.address, ...message.to.map(({ address }) => address)]);
  return JSON.stringify([plainSubject(message.subject), ...[...people].sort()]);
}

function timeOf(message: EmailMessage): number {
  return message.at === undefined ? 0 : Date.parse(message.at);
}
