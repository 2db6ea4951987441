import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type AccountRole, accountRoles } from '../domain/account.ts';
import { type RouteName, routes } from './contract/routes.ts';
import { accessWorld } from './testing/access-world.ts';

/**
 * Who may ask each route: a analyst, q quality, c compliance, s supervisor, g agent, d admin, x an admin with the rights to export and to
 * read what redaction took out, n nobody. Written out, so that a route or a role that changes is seen here.
 */
const table: Partial<Record<RouteName, string>> = {
  'GET /v1/interactions': 'aqcsgdx',
  'GET /v1/interactions/facets': 'aqcsgdx',
  'GET /v1/interactions/export': 'x',
  'GET /v1/interactions/{id}': 'aqcsgdx',
  'GET /v1/interactions/{id}/media/{n}': 'aqcsgdx',
  'POST /v1/interactions/{id}/unredacted': 'x',
  'POST /v1/interactions': 'dx',
  'POST /v1/interactions/swap-roles': 'qdx',
  'POST /v1/interactions/rerun': 'dx',
  'POST /v1/customers/search': 'aqcsdx',
  // Reads files of the machine: only for who holds the token of server.json.
  'POST /v1/ingests': '',
  'GET /v1/ingests/{id}': 'dx',
  'GET /v1/metadata/unmatched': 'aqcdx',
  'GET /v1/sources': 'aqcdx',
  'GET /v1/parked': 'aqcdx',
  'POST /v1/parked/{id}/retry': 'dx',
  'GET /v1/coverage': 'aqcdx',
  'GET /v1/rules': 'aqcsgdx',
  'POST /v1/rules/try': 'aqcdx',
  'POST /v1/rules/diff': 'aqcdx',
  'GET /v1/rules/coverage': 'aqcdx',
  'POST /v1/rules/publish': 'aqcdx',
  'POST /v1/rules/rescore': 'aqcdx',
  'GET /v1/rules/versions': 'aqcsgdx',
  'POST /v1/rules/{id}/backtest': 'aqcdx',
  'GET /v1/rules/{id}/explain/{interaction}': 'aqcdx',
  'POST /v1/rules/{id}/draws': 'aqcdx',
  'POST /v1/rules/{id}/labels': 'aqcdx',
  'GET /v1/rules/{id}/labels': 'aqcdx',
  'DELETE /v1/rules/{id}/labels/{interaction}': 'aqcdx',
  'GET /v1/rules/{id}/measure': 'aqcdx',
  'GET /v1/rules/standing': 'aqcdx',
  'GET /v1/rules/names': 'aqcsgdx',
  'GET /v1/rules/drafts': 'aqcdx',
  'POST /v1/rules/convert': 'aqcdx',
  'GET /v1/rules/{id}': 'aqcdx',
  'PUT /v1/rules/{id}/draft': 'aqcdx',
  'DELETE /v1/rules/{id}/draft': 'aqcdx',
  'POST /v1/rules/{id}/check': 'aqcdx',
  'POST /v1/rules/{id}/test': 'aqcdx',
  'POST /v1/rules/{id}/compare': 'aqcdx',
  'POST /v1/rules/{id}/publish': 'aqcdx',
  'GET /v1/rules/{id}/history': 'aqcsgdx',
  'POST /v1/rules/{id}/noise': 'aqcdx',
  'GET /v1/searches': 'aqcsgdx',
  'PUT /v1/searches/{id}': 'aqcsgdx',
  'DELETE /v1/searches/{id}': 'aqcsgdx',
  'GET /v1/measures': 'aqcsgdx',
  'POST /v1/query': 'aqcsgdx',
  'POST /v1/query/export': 'aqcsgdx',
  // Statements and views go over everything stored, and their answers leave.
  'POST /v1/sql': 'x',
  'GET /v1/views': 'aqcsgdx',
  'GET /v1/views/{name}/export': 'x',
  'GET /v1/metrics': 'aqcsgdx',
  'POST /v1/explain-change': 'aqcsgdx',
  'POST /v1/causes': 'aqcsgdx',
  'POST /v1/compare': 'aqcsgdx',
  // Repeats on other teams would be missing from the numbers, so whoever does not see them gets none.
  'POST /v1/repeats': 'aqcdx',
  'POST /v1/insights/run': 'aqcdx',
  'POST /v1/insights/replay': 'aqcdx',
  'POST /v1/insights/tune': 'dx',
  'GET /v1/drivers': 'aqcdx',
  'POST /v1/drivers/fit': 'adx',
  'GET /v1/drivers/assignments': 'aqcdx',
  'POST /v1/drivers/{id}': 'adx',
  'POST /v1/drivers/decisions': 'adx',
  'POST /v1/drivers/undo': 'adx',
  'GET /v1/drivers/proposals': 'aqcdx',
  'GET /v1/voices': 'aqcdx',
  'POST /v1/drivers/{id}/promote': 'adx',
  'POST /v1/facts': 'dx',
  'GET /v1/facts': 'aqcdx',
  'POST /v1/reconcile': 'aqcdx',
  'POST /v1/deflection': 'aqcsgdx',
  'GET /v1/feed': 'aqcdx',
  'GET /v1/feed/stream': 'aqcdx',
  'GET /v1/feed/{id}': 'aqcdx',
  'POST /v1/feed/{id}/status': 'aqcdx',
  'POST /v1/feed/{id}/assign': 'aqcdx',
  'GET /v1/interventions': 'aqcdx',
  'POST /v1/interventions': 'aqcdx',
  'GET /v1/interventions/{id}/effect': 'aqcdx',
  'DELETE /v1/interventions/{id}': 'aqcdx',
  'GET /v1/progress': 'aqcsgdx',
  'GET /v1/progress/stream': 'aqcsgdx',
  'GET /v1/session': 'aqcsgdxn',
  'POST /v1/session': 'aqcsgdxn',
  'DELETE /v1/session': 'aqcsgdxn',
  'POST /v1/session/password': 'aqcsgdx',
  'GET /v1/session/provider': 'aqcsgdxn',
  'GET /v1/session/provider/callback': 'aqcsgdxn',
  'GET /v1/workspace': 'aqcdx',
  'PUT /v1/workspace/settings': 'dx',
  'GET /v1/accounts': 'dx',
  'POST /v1/accounts': 'dx',
  'POST /v1/accounts/{id}': 'dx',
  'GET /v1/keys': 'dx',
  'POST /v1/keys': 'dx',
  'DELETE /v1/keys/{id}': 'dx',
  'GET /v1/audit': 'cdx',
  'GET /v1/audit/verify': 'cdx',
  'GET /healthz': 'aqcsgdxn',
  'GET /readyz': 'aqcsgdxn',
};

const letters: Record<AccountRole, string> = { analyst: 'a', quality: 'q', compliance: 'c', supervisor: 's', agent: 'g', admin: 'd' };

const world = await accessWorld();
after(() => world.app.close());
const people = await Promise.all(accountRoles.map((role) => world.add(role, { teams: ['blue'], agent: 'a1' })));
const everything = await world.add('admin', { name: 'admin two', rights: ['export', 'unredacted'] });
const callers = [
  ...people.map((account) => [letters[account.role], () => world.signedIn(account)] as const),
  ['x', () => world.signedIn(everything)] as const,
  ['n', async (): Promise<Record<string, string>> => ({ 'sec-fetch-site': 'same-origin', 'x-earshot-page': '1' })] as const,
];

for (const name of Object.keys(routes) as RouteName[]) {
  test(`${name} answers those who may ask and nobody else`, async () => {
    const row = table[name];
    assert.ok(row !== undefined, 'the table above does not say who may ask this');
    for (const [letter, headersOf] of callers) {
      const status = await statusOf(name, await headersOf());
      const refused = status === 401 || status === 403;
      assert.equal(refused ? status : 'answered', row.includes(letter) ? 'answered' : letter === 'n' ? 401 : 403, letter);
    }
  });
}

/** Refused by the route itself, once it knows that the body is one. */
const bodies: Partial<Record<RouteName, object>> = { 'POST /v1/ingests': { paths: [], source: 'phone' } };

/** Bodies are empty, so that what is allowed is refused for its content and does nothing; streams are let go at once. */
async function statusOf(name: RouteName, headers: Record<string, string>): Promise<number> {
  const [method = 'GET', path = ''] = name.split(' ');
  const url = path.replaceAll(/\{\w+\}/g, '1');
  const reply = await world.app.inject({
    method: method as 'GET',
    url,
    headers,
    payloadAsStream: true,
    ...((method === 'POST' || method === 'PUT') && { payload: bodies[name] ?? {} }),
  });
  reply.stream().destroy();
  return reply.statusCode;
}

test('a program that can read server.json may ask everything, and so may nobody with another token', async () => {
  const right = await statusOf('GET /v1/accounts', { authorization: 'Bearer server-token' });
  const wrong = await statusOf('GET /v1/accounts', { authorization: 'Bearer other-token' });
  assert.deepEqual([right, wrong], [200, 401]);
});
