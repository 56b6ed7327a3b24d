import type { LinesService, TrunkRecord } from '../../lines/lines.service.js';
import type { ConsoleResource, Field } from './resource.js';

export function trunksResource(lines: LinesService): ConsoleResource {
  return {
    id: 'trunk',
    module: 'system',
    icon: 'GitMerge',
    label: { zh: '外线', en: 'Trunks' },
    about: {
      zh: '与运营商或网关之间的 SIP 中继，所有企业共用。来话按来源 IP 地址识别外线，不是外线地址的来话一律拒绝。删除外线后，正在进行的通话不受影响。',
      en: 'SIP lines to carriers and gateways, shared by all tenants. A call is known to be of a trunk by the IP address it comes from; calls from other addresses are refused. Deleting a trunk leaves running calls alone.',
    },
    fields: FIELDS,
    permissions: { read: 'trunk.read', create: 'trunk.create', update: 'trunk.update', delete: 'trunk.delete' },
    title: (record) => (record as TrunkRecord).name,
    page: (session, query) => lines.pageOfTrunks(session, query),
    find: (session, id) => lines.findTrunk(session, id),
    create: async (session, input) => ({ record: await lines.createTrunk(session, input) }),
    update: async (session, id, version, input) => ({ record: await lines.updateTrunk(session, id, version, input) }),
    remove: (session, id) => lines.removeTrunk(session, id),
  };
}

const FIELDS: readonly Field[] = [
  {
    name: 'name',
    kind: 'text',
    label: { zh: '名称', en: 'Name' },
    hint: { zh: '便于辨认的名称，如“电信 SIP 中继一”', en: 'What people call it, such as "Telecom SIP line 1"' },
    required: true,
    sortable: true,
  },
  {
    name: 'endpoint',
    kind: 'text',
    initial: 'trunk-',
    label: { zh: '标识', en: 'Endpoint' },
    hint: {
      zh: '日志和 Asterisk 中的名称，全平台唯一。以 trunk- 开头，后跟小写字母、数字或连字符，如 trunk-telecom',
      en: 'Its name in logs and in Asterisk, unique on the platform: trunk-, then a-z, 0-9 and hyphen, such as trunk-telecom',
    },
    required: true,
    sortable: true,
  },
  {
    name: 'address',
    kind: 'text',
    label: { zh: '对端地址', en: 'Address' },
    hint: {
      zh: '运营商 SIP 服务器或网关的 IP 地址。来话可能来自一个网段时写成 203.0.113.5/28：呼往 203.0.113.5，接受整个 /28 网段的来话。各外线的地址不能重叠',
      en: "IP address of the carrier's SIP server or of the gateway. Where calls come from a network, write 203.0.113.5/28: calls go to 203.0.113.5 and are taken from all of that network. Addresses of trunks must not overlap",
    },
    required: true,
    on: ['list', 'show', 'create', 'edit'],
  },
  {
    name: 'port',
    kind: 'number',
    isName: true,
    initial: 5060,
    label: { zh: '对端端口', en: 'Port' },
    hint: { zh: '对端的 SIP UDP 端口，通常为 5060', en: 'SIP port (UDP) of the other side, 5060 as a rule' },
    required: true,
    on: ['show', 'create', 'edit'],
  },
  {
    name: 'channelLimit',
    kind: 'number',
    initial: 30,
    label: { zh: '并发路数', en: 'Channels' },
    hint: {
      zh: '同时可有多少路通话；超过的来话听忙音并记入呼损。一条 E1 为 30 路。0 表示不接受来话',
      en: 'How many calls it carries at once; callers beyond are given busy and counted as lost. An E1 has 30. 0 takes no calls',
    },
    required: true,
    sortable: true,
  },
  {
    name: 'nodeId',
    kind: 'reference',
    to: 'node',
    label: { zh: '所在节点', en: 'Node' },
    hint: { zh: '外线接在哪个节点；不选表示每个节点都有', en: 'The node it is connected to; none: every node has it' },
  },
];
