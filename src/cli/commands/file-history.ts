import type { Conversation, OtherContact } from '../../rules/conversation.ts';

/**
 * The other contacts of each customer in a file of conversations, for rules that ask for them. Customers are known by their phone,
 * e-mail or account as the file writes it, or by the keys of an export.
 */
export class FileHistory {
  readonly #byKey = new Map<string, OtherContact[]>();

  add(line: string, conversation: Conversation): void {
    const { startedAt, channel, direction, attributes, turns } = conversation;
    if (startedAt === null) return;
    const attempt = !turns.some(({ role, text }) => role === 'customer' && text.trim() !== '');
    const contact: OtherContact = { startedAt, channel, direction, attempt, attributes, met: [] };
    for (const key of keysOf(line)) {
      const known = this.#byKey.get(key) ?? [];
      known.push(contact);
      this.#byKey.set(key, known);
    }
  }

  /** The conversation with the contacts of its customer, of which rules look at the earlier ones; as it was where the customer is not known. */
  withHistory(line: string, conversation: Conversation): Conversation {
    const keys = keysOf(line);
    if (keys.length === 0) return conversation;
    return { ...conversation, history: [...new Set(keys.flatMap((key) => this.#byKey.get(key) ?? []))] };
  }
}

function keysOf(line: string): string[] {
  const { customer, customerKeys } = JSON.parse(line) as { readonly customer?: unknown; readonly customerKeys?: unknown };
  const stated = isRecord(customer) ? ['account', 'phone', 'email'].map((kind) => customer[kind]) : [];
  const exported = Array.isArray(customerKeys) ? customerKeys.map((each: unknown) => (isRecord(each) ? each.key : each)) : [];
  return [...stated, ...exported].filter((key): key is string => typeof key === 'string' && key !== '');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
