import type { Response } from 'express';

/**
 * Leads a browser on (RFC 9110, section 15.4.4) after its session is kept, not while: express-session holds back the end of
 * an answer until then, but lets the beginning of a body go, and with it the headers that a browser already follows.
 * So there is no body.
 */
export function seeOther(response: Response, path: string): void {
  response.status(303).location(path).end();
}
