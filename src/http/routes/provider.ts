import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { IdentityProvider } from '../../access/identity-provider.ts';
import { localPath } from '../../access/local-path.ts';
import { AppError } from '../../domain/errors.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';
import { type CookieSettings, readSessionCookie, setSessionCookie } from '../session-cookie.ts';

const attemptSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
  startedMs: z.number(),
});
type Attempt = z.infer<typeof attemptSchema>;

/** People may have to find their telephone for a second factor. */
const attemptMs = 10 * 60_000;
const callbackPath = '/v1/session/provider/callback';

/** The site's own sign-in. What goes wrong leads back to the sign-in page, with one word of a closed list in the address. */
export function providerRoutes(app: FastifyInstance, { access }: HttpDependencies, cookie: CookieSettings): void {
  const attempts = attemptCookie(cookie);

  function configured(): { provider: IdentityProvider; url: string } {
    const { provider, publicUrl: url } = access;
    if (provider === null || url === undefined) throw new AppError('not-found', 'No sign-in provider is set.');
    return { provider, url };
  }

  serve(app, 'GET /v1/session/provider', async ({ query }, { reply }) => {
    const { provider, url } = configured();
    const begun = await provider.begin(new URL(callbackPath, url).href);
    attempts.write(reply, { ...begun.attempt, to: localPath(query.to), startedMs: access.now() });
    return reply.redirect(begun.url, 302);
  });

  serve(app, 'GET /v1/session/provider/callback', async (_input, { request, reply }) => {
    const { provider, url } = configured();
    const attempt = attempts.read(request);
    attempts.clear(reply);
    if (attempt === null || access.now() - attempt.startedMs > attemptMs) return reply.redirect('/?sign-in=expired', 302);
    try {
      const claims = await provider.finish(new URL(request.url, url), attempt);
      setSessionCookie(reply, await access.signInBy(claims, readSessionCookie(request, cookie)), cookie);
      return reply.redirect(localPath(attempt.to), 302);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      request.log.warn({ code: error.code }, 'sign-in by the provider failed');
      const refused = error.code === 'forbidden' || error.code === 'invalid-input' || error.code === 'conflict';
      return reply.redirect(refused ? '/?sign-in=refused' : '/?sign-in=failed', 302);
    }
  });
}

/** Signed, so that a browser can bring back only an attempt that this server began. Lax, as the provider's answer is a link from another site. */
function attemptCookie({ secure }: CookieSettings) {
  const name = 'earshot_sign_in';
  const options = { httpOnly: true, sameSite: 'lax', secure, path: callbackPath, signed: true } as const;
  return {
    write(reply: FastifyReply, attempt: Attempt): void {
      const text = Buffer.from(JSON.stringify(attempt)).toString('base64url');
      reply.setCookie(name, text, { ...options, maxAge: attemptMs / 1000 });
    },
    read(request: FastifyRequest): Attempt | null {
      const { valid, value } = request.unsignCookie(request.cookies[name] ?? '');
      return valid && value !== null ? attemptSchema.parse(JSON.parse(Buffer.from(value, 'base64url').toString('utf8'))) : null;
    },
    clear(reply: FastifyReply): void {
      reply.clearCookie(name, options);
    },
  };
}
