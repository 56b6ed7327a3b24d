import type { RingGroupRecord } from '../../lines/core/ring-group.js';
import type { RingGroupsService } from '../../lines/ring-groups.service.js';
import { ownTenant } from './own-tenant.js';
import type { ConsoleResource, Field } from './resource.js';

/** Telephones that ring for the same number, without a queue. */
export function ringGroupsResource(groups: RingGroupsService): ConsoleResource {
  return {
    id: 'ring_group',
    module: 'inbound',
    icon: 'PhoneCall',
    label: { zh: '振铃组', en: 'Ring groups' },
    about: {
      zh: '几部话机共用一个号码：同时振铃、依次振铃，或轮流从不同的话机开始。不需要座席签入；没有排队，都不接时转到所选去向。',
      en: 'Several telephones behind one number: they ring at once, one after the other, or beginning with another one for each call. Nobody has to log in; there is no line, and callers whom nobody answers go where you say.',
    },
    fields: FIELDS,
    permissions: {
      ...{ read: 'extension.read', create: 'extension.create' },
      ...{ update: 'extension.update', delete: 'extension.delete' },
    },
    title: (record) => (record as RingGroupRecord).name,
    page: (session, query) => groups.pageOfRingGroups(session, query),
    find: (session, id) => groups.findRingGroup(session, id),
    create: async (session, input, actor) => ({
      record: await groups.createRingGroup(session, ownTenant(actor), input),
    }),
    update: async (session, id, version, input) => ({
      record: await groups.updateRingGroup(session, id, version, input),
    }),
    remove: (session, id) => groups.removeRingGroup(session, id),
  };
}

const FIELDS: readonly Field[] = [
  {
    name: 'name',
    kind: 'text',
    label: { zh: '名称', en: 'Name' },
    hint: { zh: '本企业内不重复，例如“前台”', en: 'Unique in the company, such as “Reception”' },
    required: true,
    sortable: true,
  },
  {
    name: 'number',
    kind: 'text',
    label: { zh: '号码', en: 'Number' },
    hint: {
      zh: '内线和来话流程中可以拨打；留空则只作为去向使用。与座席、内线、队列的号码相同时，先是那些',
      en: 'Dialled inside and in flows; empty: only chosen as a destination. Where an agent, extension or queue has the same number, that comes first',
    },
    sortable: true,
  },
  {
    name: 'way',
    kind: 'choice',
    label: { zh: '方式', en: 'They ring' },
    required: true,
    initial: 'at_once',
    choices: [
      { value: 'at_once', label: { zh: '同时振铃', en: 'all at once' } },
      { value: 'in_turn', label: { zh: '依次振铃', en: 'one after the other' } },
      { value: 'distributed', label: { zh: '轮流', en: 'one after the other, evenly' } },
    ],
  },
  {
    name: 'members',
    kind: 'references',
    to: 'extension',
    label: { zh: '内线', en: 'Extensions' },
    hint: {
      zh: '按先后次序。占线和未注册的跳过；内线自己的呼叫转移在组中不起作用',
      en: 'In their order. Those in use or not registered are passed over; what an extension itself forwards means nothing here',
    },
    required: true,
    on: ['show', 'create', 'edit'],
  },
  {
    name: 'ringS',
    kind: 'number',
    initial: 20,
    label: { zh: '振铃（秒）', en: 'Rings for (s)' },
    hint: { zh: '每部话机振铃多久；同时振铃时为全部。5–120', en: 'Each telephone, or all of them at once. 5–120' },
    required: true,
    on: ['show', 'create', 'edit'],
  },
  {
    name: 'otherwise',
    kind: 'destination',
    label: { zh: '都不接时', en: 'When nobody answers' },
    required: true,
    on: ['show', 'create', 'edit'],
  },
];
