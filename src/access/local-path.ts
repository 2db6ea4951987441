const here = 'http://here.invalid';

/** Where to go after signing in: a path of this server, or its front page. Never another site, however it is written. */
export function localPath(text: string | undefined): string {
  if (text === undefined || !/^\/(?![/\\])[^\p{C}\\]*$/u.test(text)) return '/';
  const url = URL.canParse(text, here) ? new URL(text, here) : null;
  // `/a/..//b` comes out as `//b`, which browsers take for a host.
  return url?.origin === here ? `${url.pathname.replace(/^\/+/, '/')}${url.search}${url.hash}` : '/';
}
