import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../domain/errors.ts';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

export function isLoopback(host: string): boolean {
  return loopbackNames.has(host.toLowerCase());
}

/**
 * While there are no accounts, being on this machine is the permission. Three doors stay shut to other people's web
 * pages: a foreign name that resolves to this machine (DNS rebinding), a form or script of another site that posts
 * here, and a program with the token of another server.
 */
export function guardLoopback(app: FastifyInstance, token?: string): void {
  app.addHook('onRequest', async (request) => {
    if (!isLoopback(hostNameOf(request.headers.host))) {
      throw new AppError('forbidden', 'The Host header names another machine; use http://127.0.0.1 or http://localhost.');
    }
    if (changesState(request) && comesFromAnotherSite(request)) {
      throw new AppError('forbidden', 'The request comes from a web page of another site.');
    }
    if (token !== undefined && request.headers.authorization !== undefined && !carries(request, token)) {
      throw new AppError('forbidden', 'The bearer token is not the one of this server; read server.json in its data folder again.');
    }
  });
}

function hostNameOf(header: string | undefined): string {
  return (header ?? '').replace(/:\d+$/, '');
}

function changesState(request: FastifyRequest): boolean {
  return request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'OPTIONS';
}

/** Browsers always send one of the two headers with such a request; programs send neither. */
function comesFromAnotherSite(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = request.headers;
  return origin !== undefined && origin !== `http://${host}`;
}

/** Hashed first, so that neither content nor length shows in the time it takes. */
function carries(request: FastifyRequest, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`));
}
