import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import files from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../domain/errors.ts';
import { noSuchRoute, sendProblem } from './errors-to-http.ts';

/** Vite writes this where a nonce belongs; each answer gets its own. */
const noncePlaceholder = '__CSP_NONCE__';

/** The built page: hashed assets cached for ever, and index.html for every address of the application. */
export async function servePage(app: FastifyInstance, webFolder: string): Promise<void> {
  await app.register(files, { root: join(webFolder, 'assets'), serve: false, immutable: true, maxAge: '365d', index: false });
  const page = { schema: { hide: true }, config: { access: 'page' } } as const;
  app.get<{ Params: { '*': string } }>('/assets/*', page, ({ params }, reply) => reply.sendFile(params['*']));
  app.get('/', page, (_request, reply) => sendPage(reply, webFolder));
  app.setNotFoundHandler((request, reply) => {
    if (isPageAddress(request)) return sendPage(reply, webFolder);
    return sendProblem(request, reply, noSuchRoute(request));
  });
}

/** Addresses of the application have no dot and are asked for by a browser; everything else that is unknown is a 404. */
function isPageAddress(request: FastifyRequest): boolean {
  const wantsPage = request.headers.accept?.includes('text/html') ?? false;
  return request.method === 'GET' && wantsPage && !/^\/(v1|assets)\//.test(request.url);
}

async function sendPage(reply: FastifyReply, webFolder: string): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64');
  const html = await readPage(webFolder);
  return reply
    .header('content-security-policy', policyWith(nonce))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html.replaceAll(noncePlaceholder, nonce));
}

async function readPage(webFolder: string): Promise<string> {
  try {
    return await readFile(join(webFolder, 'index.html'), 'utf8');
  } catch (cause) {
    throw new AppError('not-found', 'The web page is not built yet; `npx vite build web` builds it. The API is at /v1.', { cause });
  }
}

/** Scripts only as files of this server; the nonce lets the waveform's style sheet in, and nothing else inline. */
function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
