import type { CurrentAdmin } from 'adminjs';

import type { Actor } from '../../platform/access/actor.js';
import type { MenuModule } from '../menu.js';

/** What the browser is told of the person; nothing that somebody typed goes in as it is. */
export interface SignedIn extends CurrentAdmin {
  /** encodeURIComponent of the login. */
  readonly email: string;
  /** encodeURIComponent of the name. */
  readonly title: string;
  readonly language: string;
  readonly ofPlatform: boolean;
  readonly modules: readonly MenuModule[];
}

const actors = new WeakMap<object, Actor>();

/** The person as AdminJS knows them. The actor itself stays on the server: AdminJS writes this object into its pages. */
export function signedIn(actor: Actor, modules: readonly MenuModule[]): SignedIn {
  const admin: SignedIn = {
    email: encodeURIComponent(actor.login),
    title: encodeURIComponent(actor.name),
    language: actor.language,
    ofPlatform: actor.tenantId === null,
    modules,
  };
  actors.set(admin, actor);
  return admin;
}

/** The actor behind what AdminJS hands around. */
export function actorBehind(admin: CurrentAdmin | undefined): Actor {
  const actor = admin === undefined ? undefined : actors.get(admin);
  if (actor === undefined) throw new Error('AdminJS asks without a person');
  return actor;
}
