import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

import type { Request } from 'express';

import { NotSignedIn, PasswordMustBeChanged } from '../access.errors.js';
import type { Actor } from '../actor.js';

declare module 'express-session' {
  /** What the table of sessions keeps. */
  interface SessionData {
    /** Of a person who is signed in. */
    signedIn: SignedInSession;
    /** The password was right, the code of the second factor is still to come. */
    awaitingCode: AwaitingCode & { readonly next: string };
    /** Sealed secret of a second factor that is being set up. */
    offeredTotp: string;
  }
}

export interface SignedInSession {
  readonly operatorId: string;
  /** Of the operator when they signed in; the session is over once theirs is another. */
  readonly epoch: number;
  readonly at: number;
  readonly address: string;
  readonly browser: string;
}

export interface AwaitingCode {
  readonly operatorId: string;
  readonly epoch: number;
  readonly at: number;
}

/** A request of a person who is signed in. */
export interface SignedIn {
  readonly actor: Actor;
  /** null: of the platform. */
  readonly tenantCode: string | null;
  /** Nothing but the change itself is open to them. */
  readonly mustChangePassword: boolean;
}

const known = new WeakMap<IncomingMessage, SignedIn>();

export function remember(request: Request, signedIn: SignedIn): void {
  known.set(request, signedIn);
}

/** undefined: nobody is signed in, whatever their password is about. */
export function signedInOf(request: Request): SignedIn | undefined {
  return known.get(request);
}

/**
 * Who asks.
 *
 * @throws NotSignedIn
 * @throws PasswordMustBeChanged
 */
export function actorOf(request: Request): Actor {
  const signedIn = known.get(request);
  if (signedIn === undefined) throw new NotSignedIn();
  if (signedIn.mustChangePassword) throw new PasswordMustBeChanged();
  return signedIn.actor;
}

/** Network address of the browser; that of a proxy's client only where Express trusts the proxy, and it is one. */
export function addressOf(request: Request): string {
  const told = request.ip ?? '';
  const address = isIP(told) === 0 ? (request.socket.remoteAddress ?? '') : told;
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}
