import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import type { Request, Response } from 'express';

/** axios (and with it AdminJS) echoes this cookie in this header by itself. */
const COOKIE = 'XSRF-TOKEN';
const HEADER = 'x-xsrf-token';
/** Hidden field of our own forms. */
export const CSRF_FIELD = '_csrf';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const LARGEST_FORM = 20_000;

/**
 * Two walls before everything that changes something: the browser itself says that the request comes from a page of
 * this origin, and the page knows a token that no other origin can read. Behind a session the token is bound to it;
 * before, it is random and signed, so that the sign-in form needs no row in the table of sessions.
 */
export class Csrf {
  constructor(private readonly key: Buffer) {}

  /** The token for forms of this page; told to the browser where it has another. */
  issue(request: Request, response: Response): string {
    const held = cookieOf(request, COOKIE) ?? '';
    const token = isBound(request) ? this.ofSession(request) : this.isOurs(held) ? held : this.fresh();
    if (token !== held) {
      response.cookie(COOKIE, token, { sameSite: 'strict', secure: request.secure, path: '/' });
    }
    return token;
  }

  /** @returns whether the request may pass */
  async accepts(request: Request): Promise<boolean> {
    if (SAFE_METHODS.has(request.method)) return true;
    if (!isSameOrigin(request)) return false;
    const given = request.get(HEADER) ?? (await fieldOf(request));
    if (given === undefined) return false;
    if (isBound(request)) return areEqual(given, this.ofSession(request));
    return areEqual(given, cookieOf(request, COOKIE) ?? '') && this.isOurs(given);
  }

  private ofSession(request: Request): string {
    return this.mac(`session ${request.sessionID}`);
  }

  private fresh(): string {
    const nonce = randomBytes(16).toString('base64url');
    return `${nonce}.${this.mac(`nobody ${nonce}`)}`;
  }

  private isOurs(token: string): boolean {
    const [nonce = '', mac = ''] = token.split('.');
    return areEqual(mac, this.mac(`nobody ${nonce}`));
  }

  private mac(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }
}

function isBound({ session }: Request): boolean {
  return session.signedIn !== undefined || session.awaitingCode !== undefined;
}

/**
 * Browsers set these headers themselves, no page can: Sec-Fetch-Site (where the connection is secure or local) decides
 * whatever name a proxy has put into Host; else Origin must name the host that was asked. Neither is no browser of ours.
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  // "none": the person's own doing, such as the address bar
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = request.get('origin');
  if (origin === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === hostOf(request);
}

/** As the browser asked for it; a trusted proxy may have told it beside Host. Without the scheme's own port, as URLs are. */
function hostOf(request: Request): string {
  // Express's types do not know that it may be missing
  const host = (request.host as string | undefined) ?? '';
  const url = `${request.protocol}://${host}`;
  return URL.canParse(url) ? new URL(url).host : '';
}

/** The hidden field; the form is read here where nobody has read it before. */
async function fieldOf(request: Request): Promise<string | undefined> {
  if (request.is('application/x-www-form-urlencoded') === false) return undefined;
  const body = (request.body ?? (await readForm(request))) as Readonly<Record<string, unknown>> | undefined;
  const value = body?.[CSRF_FIELD];
  return typeof value === 'string' ? value : undefined;
}

async function readForm(request: Request): Promise<Readonly<Record<string, string>> | undefined> {
  if (Number(request.get('content-length') ?? 0) > LARGEST_FORM) return undefined;
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > LARGEST_FORM) return undefined;
  }
  const form = Object.fromEntries(new URLSearchParams(text));
  request.body = form;
  return form;
}

export function cookieOf(request: Request, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

function areEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
