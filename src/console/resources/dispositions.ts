import { inOrder } from '../../acd/core/not-ready-reason.js';
import type { DispositionRecord, DispositionsService } from '../../acd/dispositions.service.js';
import { ownTenant } from './own-tenant.js';
import type { ConsoleResource, Field } from './resource.js';

/** What may have come of a call. */
export function dispositionsResource(dispositions: DispositionsService): ConsoleResource {
  return {
    id: 'disposition',
    module: 'inbound',
    icon: 'Tag',
    label: { zh: '通话小结', en: 'Dispositions' },
    about: {
      zh: '座席在通话中、话后处理中或之后说明一通电话的结果：话机上拨 *75 加代码，程序按代码，控制台在详单或实时页面上填写。队列可要求填写，缺少的会记下，但不阻止座席。小结不能删除，不再使用的请停用，历史记录保留名称。',
      en: 'What came of a call, as agents say during it, in the wrap-up or later: by *75 and the code on a telephone, by the code from programs, on the record or the live page here. A queue may ask for one: where it lacks that is noted, and keeps no agent. None is deleted: make it inactive, and what was said before keeps its name.',
    },
    fields: FIELDS,
    permissions: { read: 'queue.read', create: 'queue.update', update: 'queue.update' },
    title: (record) => {
      const { code, nameZh } = record as DispositionRecord;
      return `${code} ${nameZh}`;
    },
    page: async (session, query) => {
      const { items, total } = await dispositions.pageOfDispositions(session, query);
      return { items: query.sort === null ? inOrder(items) : items, total };
    },
    find: (session, id) => dispositions.findDisposition(session, id),
    create: async (session, input, actor) => ({
      record: await dispositions.createDisposition(session, ownTenant(actor), input),
    }),
    update: async (session, id, version, input) => ({
      record: await dispositions.updateDisposition(session, id, version, input),
    }),
  };
}

const FIELDS: readonly Field[] = [
  {
    name: 'code',
    kind: 'text',
    label: { zh: '代码', en: 'Code' },
    hint: { zh: '1–4 位数字，话机上 *75 之后按', en: '1 to 4 digits, keyed after *75' },
    required: true,
    sortable: true,
  },
  {
    name: 'nameZh',
    kind: 'text',
    label: { zh: '中文名称', en: 'Name in Chinese' },
    hint: { zh: '如“已解决”“再联系”', en: 'In Chinese characters' },
    required: true,
    sortable: true,
  },
  {
    name: 'nameEn',
    kind: 'text',
    label: { zh: '英文名称', en: 'Name in English' },
    hint: { zh: '如 Solved', en: 'Such as “Solved”, “Call again”' },
    required: true,
    sortable: true,
  },
  {
    name: 'queueIds',
    kind: 'references',
    to: 'queue',
    label: { zh: '适用队列', en: 'Queues' },
    hint: { zh: '留空则适用于所有通话', en: 'None: for all calls' },
    on: ['show', 'create', 'edit'],
  },
  {
    name: 'active',
    kind: 'boolean',
    initial: true,
    label: { zh: '启用', en: 'In use' },
    hint: { zh: '停用后不能再选择', en: 'What is not in use can no longer be chosen' },
  },
];
