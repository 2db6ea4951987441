import type { FastifyInstance } from 'fastify';
import { accountViewer, type Viewer } from '../../access/viewer.ts';
import { AppError } from '../../domain/errors.ts';
import type { Reply } from '../contract/routes.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { checkFromPage } from '../guard-access.ts';
import { serve } from '../route.ts';
import { type CookieSettings, clearSessionCookie, readSessionCookie, setSessionCookie } from '../session-cookie.ts';

/** Signing in and out, and who one is. */
export function sessionRoutes(app: FastifyInstance, { access }: HttpDependencies, cookie: CookieSettings): void {
  const sessionOf = (viewer: Viewer): Reply<'GET /v1/session'> => ({
    state: viewer.kind === 'local' ? 'open' : viewer.kind === 'nobody' ? 'signed-out' : 'signed-in',
    account: viewer.account,
    permissions: [...viewer.permissions],
    scoped: viewer.kind !== 'nobody' && viewer.scope !== null,
    provider: access.provider?.name ?? null,
  });

  serve(app, 'GET /v1/session', (_input, { viewer }) => sessionOf(viewer));

  serve(app, 'POST /v1/session', async ({ body }, { request, reply }) => {
    checkFromPage(request, access);
    const { account, secret } = await access.signIn(body.name, body.password, readSessionCookie(request, cookie));
    setSessionCookie(reply, secret, cookie);
    return sessionOf(accountViewer(account));
  });

  serve(app, 'DELETE /v1/session', async (_input, { request, reply }) => {
    const secret = readSessionCookie(request, cookie);
    if (secret !== undefined) await access.sessions.end(secret);
    clearSessionCookie(reply, cookie);
    // Recordings are kept by the browser for an hour, for whoever sits down next.
    reply.header('clear-site-data', '"cache"');
    return { state: 'signed-out' as const };
  });

  serve(app, 'POST /v1/session/password', async ({ body }, { request, reply, viewer }) => {
    const { account } = viewer;
    if (account === null) throw new AppError('forbidden', 'Only a person who is signed in has a password.');
    await access.confirmPassword(account.name, body.current);
    await access.accounts.edit(account.id, { password: body.next }, viewer.actor);
    setSessionCookie(reply, await access.admit(account, readSessionCookie(request, cookie)), cookie);
    return { state: 'signed-in' as const };
  });
}
