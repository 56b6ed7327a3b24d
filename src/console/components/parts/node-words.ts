import { NODE_ALARM_WORDS, NODE_STATES } from '../../words/node-words.js';
import { useSession } from './session.js';

/** Texts of the pages of nodes: Chinese, English. */
const WORDS = {
  notSeen: ['还没有检查到这个节点', 'This node has not been seen yet'],
  failed: ['现在无法获取节点状态', 'The state of the node cannot be read now'],
  lastAnswer: ['最后应答', 'Last answer'],
  since: ['自 {{at}} 起', 'since {{at}}'],
  lastKnown: ['最后一次应答（{{at}}）时的数据：', 'As it was at its last answer, {{at}}:'],
  place: ['在管理节点的位置', 'Its place at the admin node'],
  'place.kept': ['保留', 'kept'],
  'place.in_danger': ['即将丢失', 'about to be lost'],
  'place.lost': ['已丢失，将重新复制', 'lost: it will be copied afresh'],
  'place.none': ['没有', 'none'],
  toFetch: ['待取 {{size}}', '{{size}} to fetch'],
  stillKept: ['还可再落后 {{size}}', '{{size}} more may be written before it is lost'],
  build: ['软件版本', 'Software version'],
  migration: ['数据库版本', 'Version of the database'],
  upFor: ['已运行', 'Uptime'],
  load: ['负载', 'Load'],
  cpus: ['核', 'CPUs'],
  memory: ['内存', 'Memory'],
  disk: ['磁盘', 'Disk'],
  free: ['可用', 'free'],
  calls: ['通话', 'Calls'],
  agents: ['签入座席', 'Agents signed in'],
  telephones: ['已注册话机', 'Telephones registered'],
  asterisk: ['SIP 服务器', 'SIP server'],
  connected: ['已连接', 'connected'],
  notConnected: ['未连接', 'not connected'],
  replication: ['配置复制', 'Copy of the configuration'],
  behind: ['落后 {{s}} 秒', '{{s}} s behind'],
  clock: ['时钟偏差', 'Clock off by'],
  backlog: ['待送记录', 'Facts to carry'],
  backlogTo: ['到{{to}}', 'to {{to}}'],
  'to.node': ['本机数据库', 'its own database'],
  'to.admin': ['管理节点', 'the admin node'],
  media: ['缺少语音文件', 'Prompts missing'],
  certificate: ['证书到期', 'Certificate until'],
  homeOf: ['归属企业', 'Tenants at home'],
  none: ['无', 'none'],
  'replication.none': ['尚未开始', 'not begun'],
  'replication.copying': ['正在复制', 'being copied'],
  'replication.following': ['跟随中', 'following'],
  'replication.waiting_for_migration': ['等待升级', 'waits for its upgrade'],
  'replication.admin_away': ['管理节点失去联系', 'the admin node is away'],
  'replication.slot_lost': ['离开过久，重新复制', 'was away too long, is copied afresh'],
  nodeName: ['节点名', 'Name of the node'],
  nodeNameHint: ['1 到 40 个小写字母、数字和连字符，如 north', '1 to 40 of a-z, 0-9 and hyphens, such as north'],
  replaces: ['替换节点', 'In place of'],
  replacesHint: [
    '如果新机器替换一台已损坏的节点，选择它：加入后其企业由新节点接管。否则留空',
    'If the machine takes the place of a dead node, choose that: its tenants are taken over once the new one has joined. Else leave it empty',
  ],
  inviteAbout: [
    '生成一次性加入码：在新机器上安装 CallRack 后，用它运行 sudo ./appliance/up --join。加入码一小时内有效。',
    'This makes a one-time code: with CallRack on the new machine, run sudo ./appliance/up --join with it. It is good for one hour.',
  ],
  makeCode: ['生成加入码', 'Make the code'],
  codeMade: [
    '加入码已显示，请在新机器上使用。节点加入后出现在节点列表中。',
    'The code has been shown; use it on the new machine. The node is in the list once it has joined.',
  ],
  toList: ['返回节点列表', 'Back to the nodes'],
  sipDomain: ['SIP 域名', 'SIP domain'],
  sipDomainHint: [
    '话机在“企业代码.SIP 域名”注册，例如 acme.sip.example.com；请在 DNS 中让每个企业的主机名指向其归属节点或 SIP 边缘节点。留空则话机用节点地址注册',
    'Telephones register at <tenant code>.<SIP domain>, such as acme.sip.example.com; have the host name of each tenant lead to its home node, or to the SIP edge, in the DNS. Empty: telephones are told the address of the node',
  ],
  moveAbout: [
    '选择企业的新节点。原节点暂停分配几秒钟，数据复制后由新节点服务；正在进行的通话在原节点打完，话机按注册周期到新节点注册。',
    'Choose the new home. The old one pauses for some seconds, the data are copied, and the new one serves from then on; calls that run end where they are, and telephones register at the new home as they renew.',
  ],
  takeOverAbout: [
    '节点失去联系时，由其他节点按最近一次复制的配置和数据接管其企业。确认该机器已停止或断网后再接管，避免两个节点同时服务。接管前会再检查一次：节点仍有应答时不会接管。',
    'While a node is away, other nodes bring up its tenants from the replicated configuration and the last copy of their data. See first that the machine is off, or cut off: two homes at once would serve the same calls. It is looked at once more: while it answers nothing is taken over.',
  ],
  target: ['新节点', 'New home'],
  byLoad: ['按负载分配', 'By load'],
  suggested: ['建议', 'suggested'],
  noOther: ['没有其他可用的节点', 'There is no other node that could take it in'],
  move: ['迁移', 'Move'],
  takeOver: ['接管', 'Take over'],
  reallyDead: [
    '我已确认该机器停止或断网：不再检查，立即接管',
    'I have made sure that the machine is off or cut off: take over without looking again',
  ],
  homeNow: ['现归属节点', 'At home now on'],
  tenants: ['企业', 'Tenants'],
  sipHost: ['话机在此注册', 'Telephones register at'],
  lastMove: ['最近一次迁移', 'Latest move'],
  unknown: ['未知', 'not known'],
  alarms: ['节点告警', 'Alarms of nodes'],
  node: ['节点', 'Node'],
  colon: ['：', ': '],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

export type NodeWord = keyof typeof WORDS;
export type SayNode = (word: NodeWord, values?: Readonly<Record<string, string>>) => string;

/** The words in the person's language. */
export function useNodeWords(): SayNode {
  const at = useSession().language === 'zh' ? 0 : 1;
  return (word, values = {}) =>
    Object.entries(values).reduce<string>((text, [name, value]) => text.replace(`{{${name}}}`, value), WORDS[word][at]);
}

type Words = Readonly<Record<string, { readonly zh: string; readonly en: string } | undefined>>;

/** A state or an alarm in words; one of a newer build is shown as it is. */
export function useStateWords(): {
  readonly state: (name: string) => string;
  /** @param about state of its copy of the configuration, where the alarm is about that */
  readonly alarm: (name: string, about?: string | null) => string;
} {
  const { language } = useSession();
  const say = useNodeWords();
  return {
    state: (name) => (NODE_STATES as Words)[name]?.[language] ?? name,
    alarm: (name, about = null) => {
      const text = (NODE_ALARM_WORDS as Words)[name]?.[language] ?? name;
      if (about === null) return text;
      return language === 'zh' ? `${text}（${replicationOf(say, about)}）` : `${text} (${replicationOf(say, about)})`;
    },
  };
}

export function replicationOf(say: SayNode, state: string): string {
  const word = `replication.${state}`;
  return word in WORDS ? say(word as NodeWord) : state;
}
