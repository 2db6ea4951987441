import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Access } from '../access/access.ts';
import { sameSecret } from '../access/secrets.ts';
import { accountViewer, keyViewer, localViewer, machineViewer, nobody, refusalOf, type Viewer } from '../access/viewer.ts';
import { AppError } from '../domain/errors.ts';
import type { RouteContract } from './contract/route-contract.ts';
import { changesState, hostNameOf, isLoopback, originOf } from './same-site.ts';
import { type CookieSettings, readSessionCookie } from './session-cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    viewer: Viewer;
  }
  interface FastifyContextConfig {
    /** What a route of the API asks for; `page` is what holds no data: the page's files and the API's description. */
    access?: Pick<RouteContract, 'permission' | 'withinScope' | 'produces'> | 'page';
  }
}

export interface GuardOptions {
  readonly access: Access;
  /** Bearer token of `server.json`. */
  readonly token: string | undefined;
  readonly publicUrl: string | undefined;
  readonly cookie: CookieSettings;
}

/** Sent by the page with everything that changes something; another site's page cannot add it without being asked first (CORS). */
export const pageHeader = 'x-earshot-page';

/** Who asks, and whether they may: before anything of the request is read. A route that does not say what it asks for is not served. */
export function guardAccess(app: FastifyInstance, options: GuardOptions): void {
  app.decorateRequest('viewer');
  app.addHook('onRoute', ({ config, method, url }) => {
    if (config?.access === undefined) throw new Error(`${method} ${url} does not say what it asks of its caller`);
  });
  app.addHook('onRequest', async (request, reply) => {
    request.viewer = nobody;
    const open = await options.access.isOpen();
    if (open) checkLoopback(request, options);
    const wanted = request.is404 ? 'page' : request.routeOptions.config.access;
    if (wanted === 'page') return;
    reply.header('cache-control', 'no-store');
    if (wanted === undefined) throw new AppError('forbidden', 'This route is not served.');
    request.viewer = await viewerOf(request, { ...options, open });
    const refusal = refusalOf(request.viewer, wanted);
    if (refusal === 'unknown') throw new AppError('unauthenticated', 'This needs a sign-in or an API key.');
    if (refusal === 'refused') throw new AppError('forbidden', refusalText(request.viewer, wanted));
  });
}

function refusalText(viewer: Viewer, { permission, withinScope }: Pick<RouteContract, 'permission' | 'withinScope'>): string {
  if (viewer.scope && !withinScope) return 'This goes over the conversations of all teams, which this account does not see.';
  return `This needs the permission ${permission}.`;
}

/**
 * While there are no accounts, being on this machine is the permission. Two doors stay shut to other people's web pages: a foreign
 * name that resolves to this machine (DNS rebinding), and a form or script of another site that posts here.
 */
function checkLoopback(request: FastifyRequest, { publicUrl }: GuardOptions): void {
  if (!isLoopback(hostNameOf(request))) {
    throw new AppError('forbidden', 'The Host header names another machine; use http://127.0.0.1 or http://localhost.');
  }
  if (changesState(request) && originOf(request, publicUrl) === 'foreign') {
    throw new AppError('forbidden', 'The request comes from a web page of another site.');
  }
}

async function viewerOf(request: FastifyRequest, options: GuardOptions & { readonly open: boolean }): Promise<Viewer> {
  const { access, token, cookie, open } = options;
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const bearer = await viewerOfBearer(authorization, options);
    if (bearer !== null) return bearer;
    if (!open || token !== undefined) {
      throw new AppError(
        open ? 'forbidden' : 'unauthenticated',
        'The bearer token is neither an API key in force nor the one of server.json in the data folder.',
      );
    }
  }
  if (open) return localViewer;
  const secret = readSessionCookie(request, cookie);
  if (secret === undefined) return nobody;
  const account = await access.sessions.find(secret, { waiting: isStream(request) });
  if (account === null) return nobody;
  if (changesState(request)) checkFromPage(request, options);
  return accountViewer(account);
}

async function viewerOfBearer(authorization: string, { access, token }: GuardOptions): Promise<Viewer | null> {
  const secret = /^Bearer ([\w-]{1,200})$/.exec(authorization)?.[1];
  if (secret === undefined) return null;
  if (token !== undefined && sameSecret(secret, token)) return machineViewer;
  const key = await access.keys.find(secret);
  return key === null ? null : keyViewer(key);
}

/** A page that waits for news is not somebody at work. */
function isStream(request: FastifyRequest): boolean {
  const { access } = request.routeOptions.config;
  return access !== undefined && access !== 'page' && access.produces === 'text/event-stream';
}

/** What a browser sends along by itself, a cookie, is no proof of intent: the page itself must have made the request. */
export function checkFromPage(request: FastifyRequest, { publicUrl }: Pick<GuardOptions, 'publicUrl'>): void {
  if (originOf(request, publicUrl) !== 'own' || request.headers[pageHeader] === undefined) {
    throw new AppError('forbidden', 'The request does not come from the page of this server.');
  }
}
