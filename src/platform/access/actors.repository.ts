import { Injectable } from '@nestjs/common';

import type { Language } from '../../kernel/language.js';
import type { DbSession } from '../database/transaction.js';

/** An operator with what their rights and their company's state say, as the platform sees them. */
export interface ActorRow {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly tenantId: string | null;
  readonly tenantCode: string | null;
  readonly tenantStatus: 'open' | 'suspended' | 'closed' | null;
  readonly language: Language;
  readonly builtinRole: string | null;
  readonly permissions: string[] | null;
  readonly disabled: boolean;
  readonly mustChangePassword: boolean;
  readonly epoch: number;
  /** null: not limited to groups of agents. */
  readonly groupIds: string[] | null;
}

@Injectable()
export class ActorsRepository {
  /** @param session of the platform where nobody knows yet whose request it is; later the person's own */
  async find(session: DbSession, operatorId: string): Promise<ActorRow | undefined> {
    const rows = await session.query<ActorRow[]>(
      `SELECT o.id, o.login, o.name, o.language, o.disabled, o.epoch,
         o.tenant_id AS "tenantId", t.code AS "tenantCode", t.status AS "tenantStatus",
         o.builtin_role AS "builtinRole", r.permissions, o.must_change_password AS "mustChangePassword",
         o.agent_group_ids AS "groupIds"
       FROM access.operator o
         LEFT JOIN access.role r ON r.id = o.role_id AND r.tenant_id IS NOT DISTINCT FROM o.tenant_id
         LEFT JOIN config.tenant t ON t.id = o.tenant_id
       WHERE o.id = $1`,
      [operatorId],
    );
    return rows[0];
  }
}
