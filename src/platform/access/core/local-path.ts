/** Where people are sent after the sign-in when they asked for nothing of ours. */
export const HOME_PATH = '/console';

const SOMEWHERE = 'http://here.invalid';

/** The wish if it is a page of this site, else the start page: nobody is sent elsewhere by a link with our name on it. */
export function localPath(wish: unknown): string {
  if (typeof wish !== 'string' || wish.length > 2000 || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(wish)) return HOME_PATH;
  if (!URL.canParse(wish, SOMEWHERE)) return HOME_PATH;
  const { origin, pathname, search } = new URL(wish, SOMEWHERE);
  // dots may lead to an address that begins like a host
  if (origin !== SOMEWHERE || pathname.startsWith('//')) return HOME_PATH;
  return /^\/sign-(in|out)(\/|$)/.test(pathname) ? HOME_PATH : pathname + search;
}
