import type { AgentGroupsService } from '../../agents/agent-groups.service.js';
import { newId } from '../../platform/database/new-id.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import type { TenancyService } from '../../platform/tenancy/tenancy.service.js';
import type { CallSayingsService } from '../../reports/call-sayings.service.js';
import { ownTenant } from './own-tenant.js';
import type { ConsoleAction } from './resource.js';

/** The rooms by which something is said of a call. */
export interface RoomsOfSaying {
  readonly sayings: CallSayingsService;
  readonly groups: AgentGroupsService;
  readonly tenancy: TenancyService;
}

/** The last word of a call: during it from the live page, later from its record. */
export function callSaying({ sayings, groups, tenancy }: RoomsOfSaying): ConsoleAction {
  return {
    name: 'say',
    on: 'record',
    label: { zh: '填写小结', en: 'Disposition and note' },
    icon: 'Edit3',
    permission: 'call.act',
    component: 'CallSaying',
    perform: async (session, id, input, actor) => {
      const { code } = await tenancy.tenantById(session, ownTenant(actor));
      const call = await sayings.spokenOf(session, code, id);
      if (call === undefined) throw new NotFound();
      await groups.mustReach(session, actor, call.agentIds);
      const saying = await sayings.judged(session, call, input);
      const { disposition, note } = saying;
      const after = { ...(disposition === undefined ? {} : { disposition }), ...(note === undefined ? {} : { note }) };
      const who = { id: newId(), agent: null, by: actor.name };
      return {
        done: { zh: '已提交，数秒后显示在详单中', en: 'Said; the record shows it within seconds' },
        told: [{ objectType: 'call', id, label: call.label, after }],
        afterCommit: () => sayings.say(code, call, who, saying),
      };
    },
  };
}
