import type { VipCallerRecord, VipCallersService } from '../../acd/vip-callers.service.js';
import type { ListHitsService } from '../../reports/list-hits.service.js';
import { EXPIRY, HITS, IS_PREFIX } from './list-fields.js';
import { listFiles } from './list-files.js';
import { ownTenant } from './own-tenant.js';
import type { ConsoleResource } from './resource.js';

/** Callers who come before others. */
export function vipCallersResource(callers: VipCallersService, hits: ListHitsService): ConsoleResource {
  return {
    id: 'vip_caller',
    module: 'inbound',
    icon: 'Star',
    label: { zh: 'VIP 主叫', en: 'VIP callers' },
    about: {
      zh: '这些号码的来电在所有队列中优先。',
      en: 'Callers of these numbers come before others in every queue.',
    },
    fields: [
      {
        name: 'number',
        kind: 'text',
        label: { zh: '主叫号码', en: 'Caller’s number' },
        hint: {
          zh: '如 13800138000；与国内号码的各种写法比较',
          en: 'Such as 13800138000; compared with all ways to write it',
        },
        required: true,
        sortable: true,
      },
      IS_PREFIX,
      {
        name: 'name',
        kind: 'text',
        label: { zh: '名称', en: 'Name' },
        hint: { zh: '如“张先生”，可留空', en: 'Such as “Mr Zhang”; may be empty' },
        sortable: true,
      },
      {
        name: 'headStartS',
        kind: 'number',
        initial: 60,
        label: { zh: '优先（秒）', en: 'Head start (s)' },
        hint: {
          zh: '视同已等待这么久：60 表示排在一分钟内先到的普通来电之前。1–86400',
          en: 'Treated as if they had waited so long already: 60 puts them before others who came up to a minute earlier. 1–86400',
        },
        required: true,
        sortable: true,
      },
      EXPIRY,
      HITS,
    ],
    permissions: { read: 'queue.read', create: 'queue.update', update: 'queue.update', delete: 'queue.update' },
    actions: listFiles({
      name: 'vip-callers',
      take: (session, tenantId, input) => callers.importVipCallers(session, tenantId, input),
      give: (session, tenantId) => callers.exportVipCallers(session, tenantId),
    }),
    title: (record) => (record as VipCallerRecord).number,
    page: async (session, query) => {
      const { items, total } = await callers.pageOfVipCallers(session, query);
      return { items: await hits.withHits(session, items), total };
    },
    find: (session, id) => callers.findVipCaller(session, id),
    create: async (session, input, actor) => ({
      record: await callers.createVipCaller(session, ownTenant(actor), input),
    }),
    update: async (session, id, version, input) => ({
      record: await callers.updateVipCaller(session, id, version, input),
    }),
    remove: (session, id) => callers.removeVipCaller(session, id),
  };
}
