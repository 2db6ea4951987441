import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CustomerContact } from '../../domain/captured-interaction.ts';
import type { CustomerKey } from '../../domain/interaction.ts';
import { supportedCountry } from './recognise-phone.ts';

/** What a customer key is hashed from: one way of writing for one contact. */
export type NormalisedContact = Readonly<Partial<Record<CustomerKey['kind'], string>>>;

/**
 * Phones as E.164, e-mail in lower case, accounts as letters and digits. A phone that no numbering plan knows keeps its
 * digits, so that two spellings of it still meet. Values that hold nothing are left out.
 */
export function normaliseContact(contact: CustomerContact, country: string): NormalisedContact {
  const phone = normalisePhone(contact.phone ?? '', country);
  const email = normaliseEmail(contact.email ?? '');
  const account = (contact.account ?? '')
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return { ...(phone !== '' && { phone }), ...(email !== '' && { email }), ...(account !== '' && { account }) };
}

function normalisePhone(phone: string, country: string): string {
  const text = phone.replace(/^(?:tel|sip|whatsapp):/i, '').slice(0, 64);
  const parsed = parsePhoneNumberFromString(text, supportedCountry(country));
  return parsed?.isPossible() ? parsed.number : text.replace(/\D/g, '');
}

/** Plus-addressing and dots are kept: only the mailbox's owner knows whether they matter. */
function normaliseEmail(email: string): string {
  const address = /<([^<>]*)>\s*$/.exec(email)?.[1] ?? email;
  return address
    .normalize('NFKC')
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase();
}
