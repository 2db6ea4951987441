/**
 * Everything that can be allowed. Each route of the API asks for one of these, a role is a list of them, and so are the scopes
 * of an API key.
 */
export const permissions = {
  'conversations:read': 'list, search, open and hear conversations',
  'conversations:export': 'download conversations',
  'conversations:unredacted': 'read what redaction took out, with a reason',
  'conversations:add': 'hand in contacts',
  'conversations:correct': 'exchange agent and customer',
  'customers:find': 'find the contacts of one customer by phone, e-mail or account',
  'numbers:read': 'ask for numbers, comparisons and causes',
  'insights:read': 'see drivers and what stands out',
  'insights:act': 'decide about insights, and register what was done',
  'drivers:edit': 'find drivers anew and name them',
  'rules:read': 'see the rules of the workspace',
  'rules:try': 'run rules over everything stored, and see why they say what they say',
  'rules:label': 'judge what rules found',
  'rules:draft': 'write rules that nobody sees until they are published',
  'rules:publish': 'put rules in force',
  'operations:read': 'see what came in, what is parked and what is missing',
  'operations:run': 'read in again, run again, retry',
  'settings:edit': 'change what workspace.yaml says',
  'accounts:manage': 'add and change accounts',
  'keys:manage': 'make and revoke API keys',
  'audit:read': 'see who saw what',
} as const satisfies Record<string, string>;

export type Permission = keyof typeof permissions;

/** What a route asks of its caller: nothing, to be known, or one permission. */
export type RoutePermission = Permission | 'anyone' | 'signed-in';
