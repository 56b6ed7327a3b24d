import type { AgentMessagesService } from '../../agents/agent-messages.service.js';
import type { AgentRecord } from '../../agents/core/agent-record.js';
import type { QueueId } from '../../kernel/ids.js';
import { agentCommands } from './agent-commands.js';
import { newPin, removePin } from './agent-pin.js';
import { agentMessage } from './agent-message.js';
import { agentsInBulk } from './agents-bulk.js';
import { ownTenant } from './own-tenant.js';
import type { ConsoleRecord, ConsoleResource, Field } from './resource.js';
import type { RoomsOfAgents } from './rooms-of-agents.js';

export function agentsResource(rooms: RoomsOfAgents, messages: AgentMessagesService): ConsoleResource {
  const { agents, acd } = rooms;
  return {
    id: 'agent',
    module: 'inbound',
    icon: 'Users',
    label: { zh: '座席', en: 'Agents' },
    about: {
      zh: '接听来电的人。每个座席有工号、所坐的内线和可服务的队列。删除座席时，其队列关系一并删除；正在进行的通话不受影响，通话结束后自动签出。',
      en: 'The people who take calls: a number, the extension they sit at, the queues they may serve. Deleting an agent takes them out of their queues; a call in progress goes on, and after it they are logged out.',
    },
    fields: FIELDS,
    permissions: { read: 'agent.read', create: 'agent.create', update: 'agent.update', delete: 'agent.delete' },
    title: (record: ConsoleRecord) => {
      const { number, name } = record as AgentRecord;
      return `${number} ${name}`;
    },
    page: (session, query) => agents.pageOfAgents(session, query),
    find: (session, id) => agents.findAgent(session, id),
    create: async (session, input, actor) => {
      const record = await agents.createAgent(session, ownTenant(actor), input);
      await acd.agentsChanged(session, record.queueIds);
      return { record };
    },
    update: async (session, id, version, input) => {
      const before = await agents.findAgent(session, id);
      const record = await agents.updateAgent(session, id, version, input);
      await acd.agentsChanged(session, notInBoth(before?.queueIds ?? [], record.queueIds));
      return { record };
    },
    remove: async (session, id) => {
      const before = await agents.findAgent(session, id);
      await agents.removeAgent(session, id);
      await acd.agentsChanged(session, before?.queueIds ?? []);
    },
    actions: [
      agentsInBulk(rooms),
      ...agentCommands(rooms),
      agentMessage(rooms, messages),
      newPin(agents, rooms.groups),
      removePin(agents, rooms.groups),
    ],
  };
}

function notInBoth(before: readonly QueueId[], after: readonly QueueId[]): QueueId[] {
  return [...before.filter((id) => !after.includes(id)), ...after.filter((id) => !before.includes(id))];
}

const FIELDS: readonly Field[] = [
  {
    name: 'number',
    kind: 'text',
    label: { zh: '工号', en: 'Number' },
    hint: {
      zh: '1 到 10 位数字，本企业内不重复，座席以此签入。习惯上与内线号码相同，如 1001',
      en: '1 to 10 digits, unique in the company; the agent logs in by it. By custom the same as the extension, such as 1001',
    },
    required: true,
    sortable: true,
  },
  {
    name: 'name',
    kind: 'text',
    label: { zh: '姓名', en: 'Name' },
    hint: { zh: '在状态页、详单和报表中显示', en: 'Shown on the status page, in records and in reports' },
    required: true,
    sortable: true,
  },
  {
    name: 'extensionId',
    kind: 'reference',
    to: 'extension',
    label: { zh: '内线', en: 'Extension' },
    hint: {
      zh: '来电时振铃的话机。轮班的座席可以共用一部内线，但同一时间只应有一人签入',
      en: 'The telephone that rings. Agents of different shifts may share one, but only one of them should be logged in at a time',
    },
    required: true,
  },
  {
    name: 'queueIds',
    kind: 'references',
    to: 'queue',
    label: { zh: '队列', en: 'Queues' },
    hint: {
      zh: '该座席可服务的队列；可留空，也可在队列中设置。新增的队列在下次签入后生效，移除的立即生效',
      en: 'The queues the agent may serve; may be empty, and can be set at the queue too. A queue that is added takes effect at the next login, one that is taken away at once',
    },
  },
  {
    name: 'skills',
    kind: 'text',
    label: { zh: '技能', en: 'Skills' },
    hint: {
      zh: '技能和等级（1–10），如 英语=7, 销售=3。在单个队列中的等级请在“队列座席”中设置',
      en: 'Skills and levels (1–10), such as english=7, sales=3. Levels in single queues are set at “Agents in queues”',
    },
    on: ['show', 'create', 'edit'],
  },
  {
    name: 'areas',
    kind: 'text',
    label: { zh: '负责地区', en: 'Areas' },
    hint: {
      zh: '优先接听的主叫号码开头，如 010, 0755；仅用于按地区优先的队列',
      en: 'Beginnings of the callers’ numbers the agent is there for first, such as 010, 0755; for queues that go by area',
    },
    on: ['show', 'create', 'edit'],
  },
  {
    name: 'openLine',
    kind: 'choice',
    initial: 'no',
    label: { zh: '长连接', en: 'Line stays open' },
    hint: {
      zh: '用电话签入后线路是否保持接通：来电先播提示再接入，不再振铃；通话结束后线路不断，挂机即签出。选“否”时，从外线签入的座席挂机后由系统呼叫其号码',
      en: 'After a login by telephone: calls are brought to the open line after a signal instead of ringing; it outlasts them, and hanging up logs out. With “No”, who logs in from outside is dialled there after hanging up',
    },
    choices: [
      { value: 'no', label: { zh: '否，每次来电振铃', en: 'No, the telephone rings' } },
      { value: 'music', label: { zh: '是，通话之间听音乐', en: 'Yes, music between calls' } },
      { value: 'silence', label: { zh: '是，通话之间静音', en: 'Yes, silence between calls' } },
    ],
    on: ['show', 'create', 'edit'],
  },
  {
    name: 'callerNumberIds',
    kind: 'references',
    to: 'access_number',
    label: { zh: '外显号码', en: 'Numbers shown' },
    hint: {
      zh: '该座席外呼时可显示的接入码；不指定时显示其中最小的。留空则按其队列的设置，队列也未设置时为本企业全部号码',
      en: 'The access numbers that may be shown when the agent calls out; the lowest unless another is asked for. Empty: as the agent’s queues say, and where those say nothing any of the company’s',
    },
    on: ['show', 'create', 'edit'],
  },
];
