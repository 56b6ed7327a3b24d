import type { NodeView } from '../../cluster/core/node-view.js';
import type { NodesService } from '../../cluster/nodes.service.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { NODE_ALARM_WORDS, NODE_ROLES, NODE_STATES } from '../words/node-words.js';
import { nodeActions, type NodeRooms } from './node-actions.js';
import { takeOverNode, type MoveRooms } from './tenant-moves.js';
import type { ConsoleResource, Field } from './resource.js';

const ABOUT: Text = {
  zh: '集群的节点：管理节点保存配置和全部记录，交换节点为归属于它的企业处理呼叫；任一节点失去联系，其他节点照常服务。状态每 3 秒检查一次。',
  en: 'The nodes of the cluster: the admin node keeps the configuration and all records, each switch node serves the calls of the tenants that are at home on it; while one is away the others serve on. They are looked at every 3 seconds.',
};
const ABOUT_ALONE: Text = {
  zh: '这台机器单独提供全部服务。要建立集群，请在设置文件中把 CLUSTER_BIND 设为本机可被其他节点访问的地址，然后运行 sudo ./appliance/up；此后可在这里加入节点。',
  en: 'This machine serves all by itself. To begin a cluster, set CLUSTER_BIND in the settings to an address at which other machines reach this one, and run sudo ./appliance/up; then nodes can be added here.',
};

export function nodesResource(
  rooms: NodeRooms & { readonly nodes: NodesService; readonly moves: MoveRooms },
): ConsoleResource {
  const { nodes } = rooms;
  return {
    id: 'node',
    module: 'system',
    icon: 'Server',
    label: { zh: '节点', en: 'Nodes' },
    about: nodes.isAlone ? ABOUT_ALONE : ABOUT,
    fields: FIELDS,
    permissions: { read: 'node.read' },
    title: (record) => (record as NodeView).name,
    page: (session, query) => nodes.pageOfNodes(session, query),
    find: (session, id) => nodes.findNode(session, id),
    actions: nodes.isAlone ? [] : [takeOverNode(rooms.moves, nodes), ...nodeActions(rooms)],
  };
}

const choices = (names: Readonly<Record<string, Text>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

const FIELDS: readonly Field[] = [
  {
    name: 'name',
    kind: 'text',
    label: { zh: '节点名', en: 'Name' },
    hint: { zh: '节点设置中的 NODE_NAME', en: "NODE_NAME of the node's settings" },
    sortable: true,
  },
  {
    name: 'state',
    kind: 'choice',
    label: { zh: '状态', en: 'State' },
    choices: choices(NODE_STATES),
    on: ['list', 'show'],
    component: 'NodeState',
  },
  {
    name: 'alarms',
    kind: 'choices',
    label: { zh: '告警', en: 'Alarms' },
    choices: choices(NODE_ALARM_WORDS),
    on: ['list'],
  },
  { name: 'calls', kind: 'number', label: { zh: '通话', en: 'Calls' }, on: ['list'] },
  { name: 'agents', kind: 'number', label: { zh: '签入座席', en: 'Agents' }, on: ['list'] },
  { name: 'tenants', kind: 'number', label: { zh: '企业', en: 'Tenants' }, on: ['list'] },
  { name: 'lagS', kind: 'number', label: { zh: '延迟（秒）', en: 'Lag (s)' }, on: ['list'] },
  { name: 'load', kind: 'text', label: { zh: '负载 / 核', en: 'Load / CPUs' }, on: ['list'] },
  { name: 'build', kind: 'text', label: { zh: '版本', en: 'Version' }, on: ['list'] },
  {
    name: 'role',
    kind: 'choice',
    label: { zh: '角色', en: 'Role' },
    choices: choices(NODE_ROLES),
    on: ['list', 'show', 'filter'],
  },
  { name: 'address', kind: 'text', label: { zh: '集群地址', en: 'Address' }, on: ['list', 'show'] },
  {
    name: 'now',
    kind: 'text',
    label: { zh: '此刻', en: 'Now' },
    on: ['show'],
    component: 'NodeNow',
  },
  { name: 'sipAddress', kind: 'text', label: { zh: 'SIP 地址', en: 'SIP address' }, on: ['show'] },
  { name: 'joinedAt', kind: 'instant', label: { zh: '加入时间', en: 'Joined' }, on: ['show'] },
  {
    name: 'rtpTimeoutS',
    kind: 'number',
    label: { zh: '无语音超时（秒）', en: 'RTP time-out (seconds)' },
    hint: {
      zh: '通话一方多久没有语音包即视为消失并挂断；保持中的通话为其 10 倍',
      en: 'A party that has sent no sound for so long has vanished and is hung up; ten times as long on hold',
    },
    on: ['show'],
  },
];
