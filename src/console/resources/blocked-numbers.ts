import type { BlockedNumberRecord, BlockedNumbersService } from '../../acd/blocked-numbers.service.js';
import type { ListHitsService } from '../../reports/list-hits.service.js';
import { EXPIRY, HITS, IS_PREFIX } from './list-fields.js';
import { listFiles } from './list-files.js';
import { ownTenant } from './own-tenant.js';
import type { ConsoleResource, Field } from './resource.js';

const FIELDS: readonly Field[] = [
  {
    name: 'number',
    kind: 'text',
    label: { zh: '号码', en: 'Number' },
    hint: {
      zh: '如 13800138000；与国内号码的各种写法比较',
      en: 'Such as 13800138000; compared with all ways to write it',
    },
    required: true,
    sortable: true,
  },
  {
    name: 'list',
    kind: 'choice',
    label: { zh: '名单', en: 'List' },
    initial: 'blocked',
    hint: {
      zh: '黑名单：拒接且不回呼；白名单：始终放行，优先于其他条目',
      en: 'Blocked: calls are refused, and it is never called back. Allowed: let through, whatever another entry says',
    },
    choices: [
      { value: 'blocked', label: { zh: '黑名单', en: 'Blocked' } },
      { value: 'no_callback', label: { zh: '不回呼', en: 'Never called back' } },
      { value: 'allowed', label: { zh: '白名单', en: 'Allowed' } },
    ],
    required: true,
    sortable: true,
  },
  IS_PREFIX,
  {
    name: 'name',
    kind: 'text',
    label: { zh: '备注', en: 'Note' },
    hint: { zh: '如“骚扰”，可留空', en: 'Such as “nuisance”; may be empty' },
    sortable: true,
  },
  EXPIRY,
  HITS,
];

/** Numbers whose calls are refused, that are never called back, or that are let through. */
export function blockedNumbersResource(numbers: BlockedNumbersService, hits: ListHitsService): ConsoleResource {
  return {
    id: 'blocked_number',
    module: 'inbound',
    icon: 'PhoneOff',
    label: { zh: '黑白名单', en: 'Blocked and allowed' },
    about: {
      zh: '拒接来电、不回呼或始终放行的号码。白名单优先于黑名单。',
      en: 'Numbers whose calls are refused, that are never called back, or that are always let through. An allowed number is let through whatever else says so.',
    },
    fields: FIELDS,
    permissions: { read: 'queue.read', create: 'queue.update', update: 'queue.update', delete: 'queue.update' },
    actions: listFiles({
      name: 'numbers',
      take: (session, tenantId, input) => numbers.importBlockedNumbers(session, tenantId, input),
      give: (session, tenantId) => numbers.exportBlockedNumbers(session, tenantId),
    }),
    title: (record) => (record as BlockedNumberRecord).number,
    page: async (session, query) => {
      const { items, total } = await numbers.pageOfBlockedNumbers(session, query);
      return { items: await hits.withHits(session, items), total };
    },
    find: (session, id) => numbers.findBlockedNumber(session, id),
    create: async (session, input, actor) => ({
      record: await numbers.createBlockedNumber(session, ownTenant(actor), input),
    }),
    update: async (session, id, version, input) => ({
      record: await numbers.updateBlockedNumber(session, id, version, input),
    }),
    remove: (session, id) => numbers.removeBlockedNumber(session, id),
  };
}
