/** Something somebody wrote at a moment, or a sign that the conversation was closed then. */
export interface Timed {
  /** ISO 8601 */
  readonly at?: string | undefined;
  readonly closes?: boolean;
}

/**
 * Cuts a thread into sessions: after a close event, else where nobody wrote for longer than `idleMs`. A thread can
 * run for years; a session is one contact. Messages without a time stay with the one before.
 */
export function splitSessions<Message extends Timed>(messages: readonly Message[], idleMs: number): Message[][] {
  const sessions: Message[][] = [];
  let session: Message[] = [];
  let lastMs: number | null = null;
  for (const message of messages) {
    const atMs = message.at === undefined ? null : Date.parse(message.at);
    if (session.length > 0 && atMs !== null && lastMs !== null && atMs - lastMs > idleMs) {
      sessions.push(session);
      session = [];
    }
    session.push(message);
    lastMs = atMs ?? lastMs;
    if (message.closes) {
      sessions.push(session);
      session = [];
    }
  }
  if (session.length > 0) sessions.push(session);
  return sessions;
}
