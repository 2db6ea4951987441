import { contactStrings } from './strings/contact.ts';

/** Why a contact cannot be judged, in words; a reason of a newer server is spelled out as it is. */
export function reasonText(code: string): string {
  return contactStrings.reasons[code] ?? contactStrings.reasonOf(code);
}

/** Kept out on purpose: nothing is wrong, so nothing warns. */
export function isByDesign(code: string | null): boolean {
  return code === 'metadata-only' || code === 'exclude';
}
