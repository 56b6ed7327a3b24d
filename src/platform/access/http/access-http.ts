import { createHmac } from 'node:crypto';

import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Request, RequestHandler, Response } from 'express';
import session from 'express-session';

import { systemClock } from '../../../kernel/clock.js';
import { Settings } from '../../settings/settings.js';
import { AccessUnavailable, ForgedRequest, NotSignedIn, PasswordMustBeChanged, type Ending } from '../access.errors.js';
import type { Actor } from '../actor.js';
import { ActorLoader } from '../actor-loader.js';
import { Csrf } from './csrf.js';
import { isNavigation, refuse } from './refusal.js';
import { createSessionStore, type SessionStore } from './session-store.js';
import { seeOther } from './see-other.js';
import { addressOf, remember, signedInOf } from './web-session.js';

export const SESSION_COOKIE = 'callrack';
/** However busy: after so long people sign in again. */
export const LONGEST_SESSION_MS = 12 * 3_600_000;

const tokens = new WeakMap<Request, string>();
const endings = new WeakMap<Request, Ending>();

/** The token that forms of this request's page carry in the field CSRF_FIELD. */
export function csrfTokenOf(request: Request): string {
  return tokens.get(request) ?? '';
}

/**
 * What every request of people passes, as Express handlers in this order: `session`, `actor`, `csrf`; then `signedIn`
 * where only they may go on who are signed in and whose password is their own.
 */
@Injectable()
export class AccessHttp implements OnApplicationShutdown {
  private readonly logger = new Logger('access');
  private readonly csrfGuard: Csrf;
  private readonly sessions: SessionStore;
  private readonly sessionHandler: RequestHandler;

  constructor(
    settings: Settings,
    private readonly actors: ActorLoader,
  ) {
    const key = (purpose: string) => createHmac('sha256', settings.web.secret).update(`callrack ${purpose}`).digest();
    this.csrfGuard = new Csrf(key('csrf'));
    this.sessions = createSessionStore(settings.database.operatorUrl, (text) => this.logger.warn(text));
    this.sessionHandler = session({
      store: this.sessions.store,
      name: SESSION_COOKIE,
      secret: key('session').toString('hex'),
      resave: false,
      // who has not signed in leaves no row
      saveUninitialized: false,
      unset: 'destroy',
      cookie: { httpOnly: true, sameSite: 'strict', secure: 'auto', path: '/' },
    });
  }

  /** In the order that they must have. */
  get handlers(): readonly RequestHandler[] {
    return [this.session, this.actor, this.csrf];
  }

  readonly session: RequestHandler = (request, response, next) => {
    this.sessionHandler(request, response, (error?: unknown) => {
      if (error === undefined || error === null) {
        next();
        return;
      }
      // also told when the session could not be saved after the answer
      this.fail(request, response, error);
    });
  };

  readonly actor: RequestHandler = (request, response, next) => {
    const signedIn = request.session.signedIn;
    if (signedIn === undefined) {
      next();
      return;
    }
    this.recognise(request).then(
      () => next(),
      (error: unknown) => this.fail(request, response, error),
    );
  };

  readonly csrf: RequestHandler = (request, response, next) => {
    this.csrfGuard.accepts(request).then(
      (accepted) => {
        if (!accepted) {
          refuse(request, response, new ForgedRequest());
          return;
        }
        tokens.set(request, this.csrfGuard.issue(request, response));
        next();
      },
      (error: unknown) => this.fail(request, response, error),
    );
  };

  /** People are led to the sign-in or to their first password; programs get an error. */
  readonly signedIn: RequestHandler = (request, response, next) => {
    const signedIn = signedInOf(request);
    if (signedIn !== undefined && !signedIn.mustChangePassword) {
      next();
      return;
    }
    const error = signedIn === undefined ? new NotSignedIn(endings.get(request)) : new PasswordMustBeChanged();
    if (request.method !== 'GET' || !isNavigation(request)) {
      refuse(request, response, error);
      return;
    }
    response.set('Cache-Control', 'no-store');
    if (signedIn !== undefined) {
      seeOther(response, '/account/password');
      return;
    }
    const query = new URLSearchParams({ next: request.originalUrl });
    const ending = endings.get(request);
    if (ending !== undefined) query.set('why', ending);
    seeOther(response, `/sign-in?${query.toString()}`);
  };

  /**
   * Finds the person of a request that lasts, such as a stream of events, anew; undefined where their session is over.
   */
  async recheck(request: Request): Promise<Actor | undefined> {
    if (!(await isStillThere(request))) return undefined;
    await this.recognise(request);
    const found = endings.has(request) ? undefined : signedInOf(request);
    return found?.mustChangePassword === false ? found.actor : undefined;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sessions.close();
  }

  /** Finds the person anew at every request: their rights, and whether they still have any, may have changed. */
  private async recognise(request: Request): Promise<void> {
    const { signedIn } = request.session;
    if (signedIn === undefined) return;
    const isTooOld = systemClock.now() - signedIn.at > LONGEST_SESSION_MS;
    const found = isTooOld
      ? 'expired'
      : await this.actors.load(signedIn.operatorId, signedIn.epoch, addressOf(request));
    if (typeof found === 'string') {
      endings.set(request, found);
      await endSession(request);
    } else {
      remember(request, found);
    }
  }

  private fail(request: Request, response: Response, error: unknown): void {
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : error);
    refuse(request, response, new AccessUnavailable());
  }
}

/** Reads the session again; false where it has gone, by a sign-out in another window for instance. */
function isStillThere(request: Request): Promise<boolean> {
  return new Promise((resolve, reject) => {
    request.sessionStore.get(request.sessionID, (error: unknown, found) => {
      if (error !== null && error !== undefined)
        reject(error instanceof Error ? error : new Error('the session could not be read'));
      else resolve(found?.signedIn !== undefined);
    });
  });
}

/**
 * The session goes on under another id, to be filled anew.
 *
 * @throws NotSignedIn where it was ended while the request was under way
 */
export async function renewSession(request: Request): Promise<void> {
  if (!(await isStillThere(request))) throw new NotSignedIn('ended');
  await endSession(request);
}

/** The row goes; the request goes on as nobody's. */
export function endSession(request: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    request.session.regenerate((error: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error('the session could not be ended'));
    });
  });
}
