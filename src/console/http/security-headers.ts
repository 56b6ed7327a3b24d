import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';

import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Where the nonce of an answer is found by who writes its scripts: `response.locals[NONCE]`. */
export const NONCE = 'cspNonce';

interface WithLocals extends ServerResponse {
  readonly locals?: Readonly<Record<string, unknown>>;
}

const allowNonce = (_request: unknown, response: ServerResponse): string =>
  `'nonce-${String((response as WithLocals).locals?.[NONCE])}'`;

/**
 * Headers of every answer of the process `web`: scripts from here and with the answer's nonce only, no frames, no other
 * host for anything. Styles may be inline, because AdminJS's are.
 */
export function securityHeaders(): RequestHandler {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", allowNonce],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
    },
    // With no referrer at all, browsers give forms the origin "null", and no form of ours would pass for ours.
    referrerPolicy: { policy: 'same-origin' },
    // Whether a box is reached by https is its installer's; said over http it would mean nothing.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });
  return (request, response, next) => {
    response.locals[NONCE] = randomBytes(16).toString('base64');
    headers(request, response, next);
  };
}
