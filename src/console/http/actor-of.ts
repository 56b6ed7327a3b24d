import type { Request } from 'express';

import type { Actor } from '../../platform/access/actor.js';

/** Who asks; undefined where nobody is signed in. Sign-in puts the actor on the request. */
export function actorOf(request: Request): Actor | undefined {
  return (request as Request & { readonly actor?: Actor }).actor;
}
