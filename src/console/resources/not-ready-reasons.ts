import { inOrder } from '../../acd/core/not-ready-reason.js';
import type { NotReadyReasonRecord, NotReadyReasonsService } from '../../acd/not-ready-reasons.service.js';
import { ownTenant } from './own-tenant.js';
import type { ConsoleResource, Field } from './resource.js';

/** Why agents may be not ready. */
export function notReadyReasonsResource(reasons: NotReadyReasonsService): ConsoleResource {
  return {
    id: 'not_ready_reason',
    module: 'inbound',
    icon: 'Coffee',
    label: { zh: '示忙原因', en: 'Not-ready reasons' },
    about: {
      zh: '座席示忙时选择的原因：话机上拨 *73 加代码，程序和班长按代码选择。没有自己的原因时使用常用的五种：1 小休、2 用餐、3 会议、4 培训、5 其他；可先“采用常用原因”再修改。原因不能删除，不再使用的请停用，历史记录保留名称。',
      en: 'What agents choose when they take no calls: by *73 and the code on a telephone, by the code from programs and supervisors. Without any of your own there are the usual five: 1 break, 2 lunch, 3 meeting, 4 training, 5 other; take those over and change them. None is deleted: make it inactive, and what was chosen before keeps its name.',
    },
    fields: FIELDS,
    permissions: { read: 'agent.read', create: 'agent.update', update: 'agent.update' },
    title: (record) => {
      const { code, nameZh } = record as NotReadyReasonRecord;
      return `${code} ${nameZh}`;
    },
    page: async (session, query) => {
      const { items, total } = await reasons.pageOfReasons(session, query);
      return { items: query.sort === null ? inOrder(items) : items, total };
    },
    find: (session, id) => reasons.findReason(session, id),
    create: async (session, input, actor) => ({ record: await reasons.createReason(session, ownTenant(actor), input) }),
    update: async (session, id, version, input) => ({
      record: await reasons.updateReason(session, id, version, input),
    }),
    actions: [
      {
        name: 'adoptUsual',
        on: 'resource',
        label: { zh: '采用常用原因', en: 'Take over the usual ones' },
        icon: 'Download',
        permission: 'agent.update',
        confirm: {
          zh: '小休、用餐、会议、培训、其他将成为企业自己的原因，可以修改。继续吗？',
          en: 'Break, lunch, meeting, training and other become your own reasons, to be changed as you like. Go on?',
        },
        perform: async (session, _id, _input, actor) => {
          const made = await reasons.adoptUsual(session, ownTenant(actor));
          return {
            done: { zh: '已采用常用原因', en: 'The usual reasons are yours now' },
            told: made.map(({ id, code, nameZh }) => ({ id, label: `${code} ${nameZh}` })),
          };
        },
      },
    ],
  };
}

const FIELDS: readonly Field[] = [
  {
    name: 'code',
    kind: 'text',
    label: { zh: '代码', en: 'Code' },
    hint: {
      zh: '1–3 位数字，话机上 *73 之后按，如 2；建立后不能修改',
      en: '1 to 3 digits, keyed after *73, such as 2; it is not changed later',
    },
    required: true,
    sortable: true,
    on: ['list', 'show', 'create'],
  },
  {
    name: 'nameZh',
    kind: 'text',
    label: { zh: '中文名称', en: 'Name in Chinese' },
    required: true,
    sortable: true,
  },
  {
    name: 'nameEn',
    kind: 'text',
    label: { zh: '英文名称', en: 'Name in English' },
    required: true,
    sortable: true,
  },
  {
    name: 'paid',
    kind: 'boolean',
    initial: true,
    label: { zh: '计入工时', en: 'Paid' },
    hint: { zh: '此原因的时间是否算作工作时间', en: 'Whether the time counts as work' },
  },
  {
    name: 'active',
    kind: 'boolean',
    initial: true,
    label: { zh: '启用', en: 'In use' },
    hint: { zh: '停用后不能再选择', en: 'What is not in use can no longer be chosen' },
  },
];
