import { z } from 'zod';

import type { AcdService } from '../../acd/acd.service.js';
import type { QueueRecord } from '../../acd/core/queue-record.js';
import type { AgentsService } from '../../agents/agents.service.js';
import type { AgentId, TenantId } from '../../kernel/ids.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { chosenMany } from '../../platform/references/reference-input.js';
import { validInput } from '../../platform/validation/valid-input.js';
import { ownTenant } from './own-tenant.js';
import { CALLBACK_FIELDS } from './queue-callback-fields.js';
import { SELECTION_FIELDS } from './queue-selection-fields.js';
import { OVERFLOW_FIELDS, WAITING_FIELDS } from './queue-waiting-fields.js';
import type { ConsoleRecord, ConsoleResource, Field } from './resource.js';
import { inSection } from './sections.js';

/** A queue with those who serve it, as the console shows it. */
export interface QueueWithAgents extends QueueRecord {
  readonly agentIds: readonly AgentId[];
}

const agentsInput = z.object({ agentIds: chosenMany<AgentId>().optional() });

/** Queues of acd with the agents of the agents' room. */
export function queuesResource(acd: AcdService, agents: AgentsService): ConsoleResource {
  const withAgents = async (session: DbSession, queue: QueueRecord): Promise<QueueWithAgents> => ({
    ...queue,
    agentIds: await agents.agentIdsOfQueue(session, queue.id),
  });
  const setAgents = async (session: DbSession, tenantId: TenantId, queue: QueueRecord, input: unknown) => {
    const { agentIds } = validInput(agentsInput, input);
    if (agentIds !== undefined) await agents.setAgentsOfQueue(session, tenantId, queue.id, agentIds, 'agentIds');
    return withAgents(session, queue);
  };
  return {
    id: 'queue',
    module: 'inbound',
    icon: 'Layers',
    label: { zh: '队列', en: 'Queues' },
    about: {
      zh: '来电在队列中按先后排队，按队列的策略分给座席（默认空闲最久的优先）。删除队列时，其座席不再服务该队列；仍被菜单、接入码或其他队列使用的队列不能删除。',
      en: 'Callers wait in a queue in their order; its strategy says which agent takes the first (by default who has been idle longest). When a queue is deleted its agents no longer serve it; one that a menu, an access number or another queue leads to cannot be deleted.',
    },
    fields: FIELDS,
    permissions: { read: 'queue.read', create: 'queue.create', update: 'queue.update', delete: 'queue.delete' },
    title: (record: ConsoleRecord) => {
      const { number, name } = record as QueueRecord;
      return `${number} ${name}`;
    },
    page: (session, query) => acd.pageOfQueues(session, query),
    find: async (session, id) => {
      const queue = await acd.findQueue(session, id);
      return queue === undefined ? undefined : withAgents(session, queue);
    },
    create: async (session, input, actor) => {
      const tenantId = ownTenant(actor);
      const queue = await acd.createQueue(session, tenantId, input);
      return { record: await setAgents(session, tenantId, queue, input) };
    },
    update: async (session, id, version, input, actor) => {
      const queue = await acd.updateQueue(session, id, version, input);
      return { record: await setAgents(session, ownTenant(actor), queue, input) };
    },
    remove: (session, id) => acd.removeQueue(session, id),
  };
}

/** How its calls count. */
const FIGURES_FIELDS: readonly Field[] = [
  {
    name: 'serviceLevelS',
    kind: 'number',
    initial: 20,
    label: { zh: '服务水平：接听时限（秒）', en: 'Service level: answered within (s)' },
    hint: {
      zh: '统计中在此时间内接听的来电计入服务水平。1–3600，通常 20。修改后只影响以后的统计时段',
      en: 'Callers answered within it count for the service level in figures. 1–3600, usually 20. A change holds for intervals to come',
    },
    required: true,
    on: ['show', 'create', 'edit'],
  },
  {
    name: 'shortAbandonS',
    kind: 'number',
    initial: 5,
    label: { zh: '服务水平：短放弃（秒）', en: 'Service level: short abandons (s)' },
    hint: {
      zh: '排队不到此时间就挂机的来电不计入服务水平。0–300，0 表示全部计入',
      en: 'Callers who hang up sooner do not count for the service level. 0–300; 0: all of them count',
    },
    required: true,
    on: ['show', 'create', 'edit'],
  },
];

const FIELDS: readonly Field[] = [
  {
    name: 'number',
    kind: 'text',
    label: { zh: '队列号', en: 'Number' },
    hint: { zh: '1 到 10 位数字，本企业内不重复，如 2000', en: '1 to 10 digits, unique in the company, such as 2000' },
    required: true,
    sortable: true,
  },
  {
    name: 'name',
    kind: 'text',
    label: { zh: '名称', en: 'Name' },
    hint: {
      zh: '例如“售后服务”，报表和状态页上显示',
      en: 'Such as "After-sales"; shown in reports and on the status page',
    },
    required: true,
    sortable: true,
  },
  {
    name: 'agentIds',
    kind: 'references',
    to: 'agent',
    label: { zh: '座席', en: 'Agents' },
    hint: {
      zh: '可以接听本队列来电的座席。移除正在通话的座席不影响其当前通话',
      en: 'Who may take the calls of this queue. Taking out an agent who is talking does not end that call',
    },
    on: ['show', 'create', 'edit'],
  },
  {
    name: 'answerBeforeAgent',
    kind: 'boolean',
    initial: true,
    label: { zh: '进入队列即应答', en: 'Answer on entering' },
    hint: {
      zh: '是：来电进入队列即接通并听等待音乐和播报，可预约回呼（主叫开始计费）。否：座席接听时才接通，此前主叫只听回铃音，没有音乐、播报和回呼，最长等待 180 秒',
      en: 'Yes: callers are answered at once, hear music and announcements, and may ask to be called back (and pay from then on). No: they are answered by the agent and hear nothing but ringing until then, for 180 seconds at most',
    },
  },
  {
    name: 'ringTimeoutS',
    kind: 'number',
    initial: 20,
    label: { zh: '振铃时限（秒）', en: 'Ring time-out (s)' },
    hint: {
      zh: '座席话机振铃多久无人接听就转给下一位；该座席转为示忙。1–300，通常 15–25',
      en: 'How long one agent’s telephone rings before the next is tried; that agent becomes not ready. 1–300, usually 15–25',
    },
    required: true,
    sortable: true,
  },
  {
    name: 'maxWaitS',
    kind: 'number',
    initial: 120,
    label: { zh: '最长等待（秒）', en: 'Longest wait (s)' },
    hint: {
      zh: '来电排队超过此时间就转到“等待超时去向”；0 表示一直等待。最大 86400',
      en: 'Callers who have waited so long go to the overflow; 0 lets them wait for ever. At most 86400',
    },
    required: true,
    sortable: true,
  },
  {
    name: 'overflow',
    kind: 'destination',
    label: { zh: '等待超时去向', en: 'Overflow' },
    hint: {
      zh: '等待超时的来电转到哪里：其他队列、菜单、内线、外部号码、留言，或播放语音后挂断。不能是本队列',
      en: 'Where callers go who have waited too long: another queue, a menu, an extension, a number outside, a message, or a prompt and then the end. Not this same queue',
    },
    required: true,
    on: ['show', 'create', 'edit'],
  },
  {
    name: 'wrapUpS',
    kind: 'number',
    initial: 5,
    label: { zh: '话后处理（秒）', en: 'Wrap-up (s)' },
    hint: {
      zh: '通话结束后留给座席整理的时间，期间不分配来电；座席可提前示闲。0–3600',
      en: 'Time for the agent after a call, in which no call is offered; the agent may end it early. 0–3600',
    },
    required: true,
    sortable: true,
  },
  {
    name: 'dispositionRequired',
    kind: 'boolean',
    initial: false,
    label: { zh: '要求通话小结', en: 'Asks for a disposition' },
    hint: {
      zh: '话后处理结束时没有填写的会记下（详单中“缺少小结”），不阻止座席',
      en: 'Where the wrap-up ends without one that is noted (“Disposition missing” in the records); it keeps no agent',
    },
    on: ['show', 'create', 'edit'],
  },
  {
    name: 'record',
    kind: 'boolean',
    initial: true,
    label: { zh: '录音', en: 'Record' },
    hint: { zh: '是否录制本队列座席与来电者的通话', en: 'Whether conversations of this queue are recorded' },
  },
  {
    name: 'callerNumberIds',
    kind: 'references',
    to: 'access_number',
    label: { zh: '外显号码', en: 'Numbers shown' },
    hint: {
      zh: '本队列座席外呼时可显示的接入码，座席自己的设置优先；留空为本企业全部号码',
      en: 'The access numbers that may be shown when agents of this queue call out, unless the agent’s own entry says others; empty: any of the company’s',
    },
    on: ['show', 'create', 'edit'],
  },
  ...inSection('selection', SELECTION_FIELDS),
  {
    name: 'evaluationFlowId',
    kind: 'reference',
    to: 'flow',
    label: { zh: '评价流程', en: 'Evaluation' },
    hint: {
      zh: '座席挂机后，来电者进入此流程打分（流程中用“评价”节点）；留空则不评价',
      en: 'Once the agent has hung up the caller goes into this flow and is asked how it was (node “Evaluation”); empty: nobody is asked',
    },
    on: ['show', 'create', 'edit'],
  },
  {
    name: 'evaluationFromS',
    kind: 'number',
    initial: 10,
    label: { zh: '评价：通话至少（秒）', en: 'Evaluation: talked for at least (s)' },
    hint: { zh: '短于此的通话不评价。0–3600', en: 'Shorter conversations are not asked about. 0–3600' },
    on: ['show', 'create', 'edit'],
  },
  ...inSection('waiting', WAITING_FIELDS),
  ...inSection('callback', CALLBACK_FIELDS),
  ...inSection('overflow', OVERFLOW_FIELDS),
  ...inSection('figures', FIGURES_FIELDS),
];
