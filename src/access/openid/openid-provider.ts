import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { AppError } from '../../domain/errors.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { Claims, IdentityProvider } from '../identity-provider.ts';

type OidcSettings = NonNullable<Workspace['access']['oidc']>;

const timeoutSeconds = 10;

/** Authorization code flow with PKCE (OpenID Connect Core 3.1, RFC 9700). The provider is asked for its addresses at the first sign-in. */
export function createOpenidProvider(settings: OidcSettings, clientSecret: string): IdentityProvider {
  const { issuer, clientId, scope, name, roleClaim } = settings;
  let known: Promise<Configuration> | null = null;
  const configuration = () => {
    known ??= discover(issuer, clientId, clientSecret).catch((cause) => {
      known = null;
      throw new AppError('engine-failed', 'The sign-in provider does not answer.', { cause, retryable: true });
    });
    return known;
  };
  return {
    name,
    async begin(redirectUrl) {
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
      const url = buildAuthorizationUrl(await configuration(), {
        ...{ redirect_uri: redirectUrl, scope, state, nonce },
        ...{ code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
      });
      return { url: url.href, attempt: { state, nonce, verifier } };
    },
    async finish(callback, { state, nonce, verifier }) {
      const config = await configuration();
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      try {
        const tokens = await authorizationCodeGrant(config, callback, checks);
        const claims: Claims = { ...tokens.claims() };
        if (Object.hasOwn(claims, roleClaim)) return claims;
        // Some providers keep groups out of the ID token, to keep it short.
        return { ...(await fetchUserInfo(config, tokens.access_token, String(claims.sub))), ...claims };
      } catch (cause) {
        throw new AppError('unauthenticated', 'The answer of the sign-in provider does not fit.', { cause });
      }
    },
  };
}

async function discover(issuer: string, clientId: string, clientSecret: string): Promise<Configuration> {
  const server = new URL(issuer);
  const local = server.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(server.hostname);
  return discovery(server, clientId, clientSecret, undefined, { timeout: timeoutSeconds, execute: local ? [allowInsecureRequests] : [] });
}
