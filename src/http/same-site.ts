import type { FastifyRequest } from 'fastify';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

export function isLoopback(host: string): boolean {
  return loopbackNames.has(host.toLowerCase());
}

export function hostNameOf(request: FastifyRequest): string {
  return (request.headers.host ?? '').replace(/:\d+$/, '');
}

export function changesState({ method }: FastifyRequest): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
}

/** Browsers say with one of two headers where such a request comes from; programs send neither, and are `unsaid`. */
export function originOf(request: FastifyRequest, publicUrl: string | undefined): 'own' | 'foreign' | 'unsaid' {
  const site = request.headers['sec-fetch-site'];
  const { origin, host } = request.headers;
  if (site !== undefined) return site === 'same-origin' ? 'own' : site === 'none' && origin === undefined ? 'unsaid' : 'foreign';
  if (origin === undefined) return 'unsaid';
  const own = [`http://${host}`, ...(publicUrl === undefined ? [] : [new URL(publicUrl).origin])];
  return own.includes(origin) ? 'own' : 'foreign';
}
