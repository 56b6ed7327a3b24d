import { Injectable } from '@nestjs/common';

import type { DbSession } from '../../database/transaction.js';
import { AuditRepository } from '../audit.repository.js';
import { entryOf } from '../gate.js';

/** What people do with their own sign-in, as the audit log names it. */
export type SignInAct =
  | 'sign_in'
  | 'sign_in_failed'
  | 'locked_out'
  | 'address_blocked'
  | 'sign_out'
  | 'sign_out_everywhere'
  | 'change_profile'
  | 'change_password'
  | 'reset_password'
  | 'second_factor_on'
  | 'second_factor_off';

export interface Who {
  readonly id: string | null;
  readonly login: string;
  readonly name: string;
  readonly tenantId: string | null;
}

const LONGEST_NAME = 100;

/** Of what people typed, which may be anything; no character is cut in two. */
export function beginningOf(text: string): string {
  return Array.from(text.slice(0, 2 * LONGEST_NAME))
    .slice(0, LONGEST_NAME)
    .join('');
}

/** Entries about sign-ins. Whoever has not signed in yet has no Gate to pass, so these are written by themselves. */
@Injectable()
export class SignInLog {
  constructor(private readonly audit: AuditRepository) {}

  /** @param session of the platform */
  async write(
    session: DbSession,
    who: Who,
    address: string,
    action: SignInAct,
    after: object | null = null,
    before: object | null = null,
  ): Promise<void> {
    const login = beginningOf(who.login);
    const actor = { operatorId: who.id, login, name: who.name, tenantId: who.tenantId, address };
    const act = { action, objectType: 'sign_in', objectId: who.id, objectLabel: login, before, after };
    await this.audit.insert(session, [entryOf(actor, act)]);
  }
}
