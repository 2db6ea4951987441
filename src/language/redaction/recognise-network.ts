import type { Entity } from './entity.ts';

const dottedPattern = /(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?!\.?\d)/g;
const colonsPattern = /(?<![\w:])[0-9a-f:]{2,45}(?![\w:])/gi;
const userInfoPattern = /\b[a-z][a-z0-9+.-]{1,15}:\/\/([^\s/?#@]{1,200})@/gi;
const secretParameterPattern =
  /[?&](?:access_token|token|api_?key|key|password|passwd|pwd|secret|session|sig|signature|auth)=([^\s&#"'<>]{1,500})/gi;

/** IP addresses, version numbers excepted. */
export function recogniseIpAddresses(text: string): readonly Entity[] {
  const found: Entity[] = [];
  for (const match of text.matchAll(dottedPattern)) {
    const isVersion = /\bv(?:ersion|er)?\.? ?$/i.test(text.slice(Math.max(0, match.index - 9), match.index));
    if (!isVersion && match[0].split('.').every((octet) => Number(octet) <= 255)) found.push(at(match.index, match[0], 'ip', 'octets'));
  }
  if (!text.includes(':')) return found;
  for (const match of text.matchAll(colonsPattern)) if (isIpv6(match[0])) found.push(at(match.index, match[0], 'ip', 'hextets'));
  return found;
}

/** The user and password inside a web address, and keys among its parameters; the rest of the address stays. */
export function recogniseCredentials(text: string): readonly Entity[] {
  const matches = [...text.matchAll(userInfoPattern), ...text.matchAll(secretParameterPattern)];
  return matches.map((match) => {
    const value = match[1] ?? '';
    return at(match.index + match[0].lastIndexOf(value), value, 'credentials', 'in-address');
  });
}

const webAddressPattern = /\bhttps?:\/\/[^\s<>"']{3,500}|\bwww\.[^\s<>"']{3,500}/gi;

/** Web addresses: a person's site names the person, so they are marked; they stay readable, since most are shops. */
export function recogniseWebAddresses(text: string): readonly Entity[] {
  return [...text.matchAll(webAddressPattern)].map((match) =>
    at(match.index, match[0].replace(/[.,;:!?)\]]+$/, ''), 'domain', 'web-address'),
  );
}

/** Eight groups of up to four hex digits, or fewer with one `::` (RFC 4291). Clock times have too few. */
function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 1 ? groups.length === 8 : groups.length >= 2 && groups.length <= 7;
}

function at(start: number, value: string, label: Entity['label'], why: string): Entity {
  return { label, start, end: start + value.length, confidence: 0.95, why };
}
