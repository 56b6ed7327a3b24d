import type { BlockedNumberRecord, BlockedNumbersService } from '../../acd/blocked-numbers.service.js';
import { ownTenant } from './own-tenant.js';
import type { ConsoleResource } from './resource.js';

/** Numbers that are never called back. */
export function blockedNumbersResource(numbers: BlockedNumbersService): ConsoleResource {
  return {
    id: 'blocked_number',
    module: 'inbound',
    icon: 'PhoneOff',
    label: { zh: '回呼黑名单', en: 'Never called back' },
    about: {
      zh: '这些号码排队时不提供预约回呼，也不会被回呼。',
      en: 'Callers of these numbers are not offered to be called back, and nobody is called back on them.',
    },
    fields: [
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
        name: 'name',
        kind: 'text',
        label: { zh: '名称', en: 'Name' },
        hint: { zh: '如“骚扰”，可留空', en: 'Such as “nuisance”; may be empty' },
        sortable: true,
      },
      {
        name: 'isPrefix',
        kind: 'boolean',
        label: { zh: '号段', en: 'Prefix' },
        hint: { zh: '是：所有以此开头的号码', en: 'Yes: all numbers that begin so' },
        sortable: true,
      },
    ],
    permissions: { read: 'queue.read', create: 'queue.update', update: 'queue.update', delete: 'queue.update' },
    title: (record) => (record as BlockedNumberRecord).number,
    page: (session, query) => numbers.pageOfBlockedNumbers(session, query),
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
