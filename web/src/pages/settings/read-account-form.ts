import type { Account } from '../../session/use-session.ts';
import { splitNames } from './split-names.ts';

/** What a form says; fields that its role does not have are empty. */
export function readAccountForm(fields: FormData) {
  const text = (name: string) => String(fields.get(name) ?? '').trim();
  return {
    name: text('name'),
    role: text('role') as Account['role'],
    teams: splitNames(text('teams')),
    agent: text('agent') || null,
    rights: fields.getAll('rights').map((right) => String(right) as Account['rights'][number]),
    // As typed: spaces at its ends are part of a password.
    password: String(fields.get('password') ?? ''),
    disabled: fields.has('disabled'),
  };
}
