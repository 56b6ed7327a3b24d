import type { AgentGroupRecord, AgentGroupsService } from '../../agents/agent-groups.service.js';
import { NotPermitted } from '../../platform/access/access.errors.js';
import type { Actor } from '../../platform/access/actor.js';
import { ownTenant } from './own-tenant.js';
import type { ConsoleResource } from './resource.js';

/** Whom a supervisor looks after. */
export function agentGroupsResource(groups: AgentGroupsService): ConsoleResource {
  return {
    id: 'agent_group',
    module: 'inbound',
    icon: 'Users',
    label: { zh: '班组', en: 'Agent groups' },
    about: {
      zh: '把座席分成班组，一个座席可在多个班组。在“操作员”中为班长选择负责的班组，其监听、强插、强制示忙等操作便只限于这些座席。删除班组时，只负责该班组的班长不再能操作任何座席。',
      en: 'Agents in groups; one may be in several. Choose the groups of a supervisor among the operators: listening, barging in, forcing not ready and the like are then limited to their agents. When a group is deleted, a supervisor of this group alone reaches no agent any more.',
    },
    fields: [
      {
        name: 'name',
        kind: 'text',
        label: { zh: '名称', en: 'Name' },
        hint: { zh: '如“早班”，本企业内不重复', en: 'Such as "Early shift"; unique in the company' },
        required: true,
        sortable: true,
      },
      {
        name: 'agentIds',
        kind: 'references',
        to: 'agent',
        label: { zh: '座席', en: 'Agents' },
        hint: { zh: '可留空，以后再加', en: 'May be empty, and filled later' },
        on: ['list', 'show', 'create', 'edit'],
      },
    ],
    permissions: {
      read: 'agent_group.read',
      create: 'agent_group.create',
      update: 'agent_group.update',
      delete: 'agent_group.delete',
    },
    title: (record) => (record as AgentGroupRecord).name,
    page: (session, query) => groups.pageOfGroups(session, query),
    find: (session, id) => groups.findGroup(session, id),
    create: async (session, input, actor) => {
      mustReachAll(actor);
      return { record: await groups.createGroup(session, ownTenant(actor), input) };
    },
    update: async (session, id, version, input, actor) => {
      mustReachAll(actor);
      return { record: await groups.updateGroup(session, id, version, input) };
    },
    remove: (session, id, actor) => {
      mustReachAll(actor);
      return groups.removeGroup(session, id);
    },
  };
}

/** Who is limited to some groups would reach further by changing them. @throws NotPermitted */
function mustReachAll({ groupIds }: Actor): void {
  if (groupIds !== undefined) throw new NotPermitted();
}
