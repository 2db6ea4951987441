import type { Role } from '../../domain/vocabulary.ts';
import { compact, type JsonObject, objectOf, objectsOf, textOf } from '../json-object.ts';
import { parseRole } from '../roles.ts';

/** A party of a vCon; its index is how dialogs name it. */
export interface VconParty {
  readonly id: string;
  readonly role: Role;
  readonly roleConfidence: number;
  readonly ref?: string;
  readonly name?: string;
  readonly fields: JsonObject;
}

/** Drafts have put the role in `role`, `meta.role` and `type`; where one of two parties is known, the other follows. */
export function partiesOf(vcon: JsonObject): VconParty[] {
  const parties = objectsOf(vcon.parties);
  const stated = parties.map(
    (party) => parseRole(party.role) ?? parseRole(objectOf(party.meta).role) ?? (party.type === 'bot' ? 'bot' : null),
  );
  return parties.map((fields, index) => {
    const role = stated[index] ?? (parties.length === 2 ? opposite(stated[1 - index]) : null);
    const ref = textOf(fields.uuid) ?? textOf(fields.id) ?? textOf(fields.mailto);
    return compact({
      id: textOf(fields.participant) ?? `p${index}`,
      role: role ?? 'unknown',
      roleConfidence: stated[index] ? 1 : role ? 0.6 : 0,
      ref: role === 'agent' || role === 'supervisor' ? ref : undefined,
      name: nameOf(fields),
      fields,
    });
  });
}

function opposite(role: Role | null | undefined): Role | null {
  if (role === 'agent' || role === 'bot') return 'customer';
  return role === 'customer' ? 'agent' : null;
}

/** Some writers repeat the number as the name. */
function nameOf(fields: JsonObject): string | undefined {
  const name = textOf(fields.name);
  return name === textOf(fields.tel) ? undefined : name;
}
