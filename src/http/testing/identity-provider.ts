import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';

/** A real OpenID provider on this machine. Whoever comes is the person set last, and has agreed. */
export interface TestProvider {
  readonly issuer: string;
  person: Readonly<Record<string, unknown>> & { readonly sub: string };
  /** Lifetime of ID tokens. */
  idTokenSeconds: number;
  close(): Promise<void>;
}

export async function openTestProvider(client: { readonly secret: string; readonly redirectUrl: string }): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const made: TestProvider = {
    issuer,
    person: { sub: 'nobody' },
    idTokenSeconds: 300,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const provider = new Provider(issuer, configurationOf(client, made, { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }));
  const answer = provider.callback();
  server.on('request', async (request, reply) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, reply);
    await provider.interactionFinished(request, reply, { login: { accountId: made.person.sub } });
  });
  return made;
}

function configurationOf(client: { secret: string; redirectUrl: string }, made: TestProvider, key: object): Configuration {
  const idTokenSeconds = () => made.idTokenSeconds;
  return {
    clients: [
      { client_id: 'earshot', client_secret: client.secret, redirect_uris: [client.redirectUrl], grant_types: ['authorization_code'] },
    ],
    jwks: { keys: [key as never] },
    cookies: { keys: ['only for tests'] },
    claims: { openid: ['sub', 'groups', 'teams', 'agent', 'preferred_username'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ ...made.person, sub }) }),
    ttl: { IdToken: idTokenSeconds, AccessToken: 300, AuthorizationCode: 60, Grant: 300, Interaction: 300, Session: 300 },
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: 'earshot', accountId: made.person.sub });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  };
}

/** Follows the provider's own pages as a browser with cookies would, until it sends the browser away; the address it is sent to. */
export async function followProvider(start: string): Promise<URL> {
  const cookies = new Map<string, string>();
  const { origin } = new URL(start);
  for (let at = new URL(start); ; ) {
    if (at.origin !== origin) return at;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await fetch(at, { redirect: 'manual', headers: { cookie }, signal: AbortSignal.timeout(5000) });
    for (const line of reply.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location = reply.headers.get('location');
    if (location === null) throw new Error(`the provider answered ${reply.status}: ${(await reply.text()).slice(0, 300)}`);
    at = new URL(location, at);
  }
}
