import type { FastifyReply, FastifyRequest } from 'fastify';

export interface CookieSettings {
  /** People come by https: the cookie is sent by nothing else. */
  readonly secure: boolean;
  readonly maxAgeSeconds: number;
}

/** `__Host-` makes browsers refuse a cookie of this name that another host or plain http has set (RFC 6265bis, 4.1.3). */
function nameOf(secure: boolean): string {
  return secure ? '__Host-earshot' : 'earshot';
}

export function readSessionCookie(request: FastifyRequest, { secure }: CookieSettings): string | undefined {
  return request.cookies[nameOf(secure)];
}

/** No script can read it, and no other site can send it with anything but a link that somebody follows. */
export function setSessionCookie(reply: FastifyReply, secret: string, { secure, maxAgeSeconds }: CookieSettings): void {
  reply.setCookie(nameOf(secure), secret, { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: maxAgeSeconds });
}

export function clearSessionCookie(reply: FastifyReply, { secure }: CookieSettings): void {
  reply.clearCookie(nameOf(secure), { httpOnly: true, sameSite: 'lax', secure, path: '/' });
}
