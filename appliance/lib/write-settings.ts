/**
 * write-settings.ts HOME: writes HOME/settings.env with fresh secrets, readable by its owner only, and prints "made";
 * where there is one already, leaves its lines alone, adds what an older build did not have, and prints "kept". Variables of the environment that are settings go in as
 * their first value; DATABASE_URL there means a PostgreSQL of one's own.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

const secret = (): string => randomBytes(18).toString('hex');

interface Line {
  readonly name: string;
  readonly value: string;
  /** English and Chinese. */
  readonly about?: readonly [string, string];
}

interface Part {
  readonly title: readonly [string, string];
  readonly lines: readonly Line[];
}

const defaults = parseEnv(readFileSync(join(import.meta.dirname, 'defaults.env'), 'utf8'));

/** The environment's value, else the default. */
function given(name: string): string {
  const value = process.env[name] ?? '';
  return value === '' ? (defaults[name] ?? '') : value;
}

/** The same server and database under another role. */
function asRole(ownerUrl: string, role: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = secret();
  return url.href;
}

const WEB_SECRET: Line = {
  name: 'WEB_SECRET',
  value: randomBytes(32).toString('hex'),
  about: [
    'Signs sessions and seals second factors: a new one signs everybody out, and second factors must be set up again',
    '用于签名登录会话、加密两步验证密钥：更换后所有人需重新登录，两步验证需重新绑定',
  ],
};

const EDGE_PASSWORD: Line = { name: 'DATABASE_EDGE_PASSWORD', value: secret() };
const RELAY_SECRETS: readonly Line[] = [
  {
    name: 'RELAY_PASSWORD',
    value: secret(),
    about: [
      'Of the owner of that PostgreSQL, and of the role by which it copies from the main database',
      '该 PostgreSQL 属主的密码，以及它从主数据库复制所用的密码',
    ],
  },
  { name: 'RELAY_SOURCE_PASSWORD', value: secret() },
];

function relayLines(): Line[] {
  return [
    {
      name: 'RELAY_PORT',
      value: given('RELAY_PORT'),
      about: [
        'Where nodes may join: a PostgreSQL with nothing but the configuration, on 127.0.0.1 and CLUSTER_BIND, for them to copy',
        '可有节点加入时：只含配置的 PostgreSQL，监听 127.0.0.1 与 CLUSTER_BIND，供各节点复制',
      ],
    },
    ...RELAY_SECRETS,
  ];
}

function databasePart(): Part {
  const ownUrl = given('DATABASE_URL');
  const port = given('PG_PORT');
  const ownerUrl = ownUrl === '' ? `postgres://callrack@127.0.0.1:${port}/callrack` : ownUrl;
  return {
    title: ['Database', '数据库'],
    lines: [
      {
        name: 'DATABASE_URL',
        value: ownUrl,
        about: [
          'Owner of a PostgreSQL (15..18) of your own, postgres://user:password@host:port/database; empty: the embedded one',
          '自备 PostgreSQL（15..18）的属主连接地址；留空则使用内置 PostgreSQL',
        ],
      },
      {
        name: 'PG_PORT',
        value: port,
        about: [
          'Embedded PostgreSQL, on 127.0.0.1; to the nodes of a cluster by their certificates on CLUSTER_BIND too',
          '内置 PostgreSQL，监听 127.0.0.1；在集群中另在 CLUSTER_BIND 上凭节点证书开放',
        ],
      },
      { name: 'PG_PASSWORD', value: secret() },
      {
        name: 'PG_MAX_NODES',
        value: given('PG_MAX_NODES'),
        about: ['How many switch nodes may join this one', '最多可加入本节点的交换节点数'],
      },
      {
        name: 'PG_SLOT_WAL_MB',
        value: given('PG_SLOT_WAL_MB'),
        about: [
          'So much is kept for a node that is away; one that misses more is copied afresh when it comes back',
          '为离线节点保留的变更量（MB）；缺失超过此量的节点恢复后会自动重新复制',
        ],
      },
      ...relayLines(),
      {
        name: 'DATABASE_APP_URL',
        value: asRole(ownerUrl, 'callrack_app'),
        about: [
          'The roles that CallRack works under; made by `up`. Change port and host here too when they change above',
          'CallRack 各角色的连接地址，角色由 up 创建；上面的主机或端口改变时此处一并修改',
        ],
      },
      { name: 'DATABASE_NODE_URL', value: asRole(ownerUrl, 'callrack_node') },
      { name: 'DATABASE_OPERATOR_URL', value: asRole(ownerUrl, 'callrack_operator') },
      { name: 'DATABASE_ASTERISK_PASSWORD', value: secret() },
      EDGE_PASSWORD,
    ],
  };
}

function nodePart(): Part {
  return {
    title: ['This node', '本节点'],
    lines: [
      { name: 'NODE_NAME', value: given('NODE_NAME') },
      {
        name: 'NODE_ROLE',
        value: given('NODE_ROLE'),
        about: [
          'single: all in one, may have switch nodes beside it; admin: without calls; switch: written by up --join',
          'single：一体机，可另带交换节点；admin：只管理、无呼叫；switch：由 up --join 写入',
        ],
      },
      {
        name: 'CLUSTER_BIND',
        value: given('CLUSTER_BIND'),
        about: [
          'Address at which the other nodes of a cluster reach this one; empty: a box that is alone',
          '集群其他节点访问本节点的地址；留空为单机',
        ],
      },
      {
        name: 'CLUSTER_PORT',
        value: given('CLUSTER_PORT'),
        about: ['Link between nodes (TLS, by certificates of the cluster only)', '节点间链路（TLS，仅凭集群证书）'],
      },
      {
        name: 'LOG_LEVEL',
        value: given('LOG_LEVEL'),
        about: ['fatal, error, warn, info, debug or trace', '日志级别：fatal、error、warn、info、debug 或 trace'],
      },
    ],
  };
}

function telephonyPart(): Part {
  return {
    title: [
      'Telephony. 127.0.0.1 keeps it on this machine; any other address opens it to a network: have a firewall first',
      '电话。127.0.0.1 只限本机；改为其他地址即对网络开放，请先设好防火墙',
    ],
    lines: [
      {
        name: 'SIP_BIND',
        value: given('SIP_BIND'),
        about: ['Address for SIP (UDP)', 'SIP（UDP）监听地址'],
      },
      { name: 'SIP_PORT', value: given('SIP_PORT') },
      {
        name: 'SIP_TLS_PORT',
        value: given('SIP_TLS_PORT'),
        about: [
          'For calls between the nodes of a cluster, on CLUSTER_BIND',
          '集群节点之间的呼叫（TLS），位于 CLUSTER_BIND',
        ],
      },
      {
        name: 'SIP_REALM',
        value: given('SIP_REALM'),
        about: [
          'Part of every stored telephone password: a new one makes all of them invalid',
          '参与所有话机密码的摘要计算：修改后已有密码全部失效',
        ],
      },
      {
        name: 'EDGE_BIND',
        value: given('EDGE_BIND'),
        about: [
          'Address of the SIP edge, one for the telephones and carriers of all nodes; empty: none on this machine',
          'SIP 边缘地址，供全部节点的话机与运营商共用；留空则本机不设',
        ],
      },
      { name: 'EDGE_PORT', value: given('EDGE_PORT') },
      {
        name: 'EDGE_TRUNK_PORT',
        value: given('EDGE_TRUNK_PORT'),
        about: ["From where the edge brings carriers' calls to the nodes", '边缘向节点转送运营商来电所用的端口'],
      },
      { name: 'RTP_BIND', value: given('RTP_BIND'), about: ['Address for media', '媒体（RTP）地址'] },
      { name: 'RTP_PORT_START', value: given('RTP_PORT_START') },
      { name: 'RTP_PORT_END', value: given('RTP_PORT_END') },
      {
        name: 'RTP_TIMEOUT_S',
        value: given('RTP_TIMEOUT_S'),
        about: ['A leg without media for so long is ended', '媒体中断超过此秒数即拆线'],
      },
      {
        name: 'DEMO_TRUNK_PORT',
        value: given('DEMO_TRUNK_PORT'),
        about: ['The demonstration trunk is 127.0.0.2 and this port', '演示外线为 127.0.0.2 的此端口'],
      },
    ],
  };
}

function speechPart(): Part {
  return {
    title: ['Texts that are spoken (TTS)', '文字转语音（TTS）'],
    lines: [
      {
        name: 'SPEECH_URL',
        value: given('SPEECH_URL'),
        about: [
          'Engine asked by HTTP (src/prompts/README.md), http://… or https://…; empty, or while it fails: the embedded one',
          '以 HTTP 调用的外部引擎（见 src/prompts/README.md），http://… 或 https://…；留空或其故障期间使用内置引擎',
        ],
      },
      {
        name: 'SPEECH_TOKEN',
        value: given('SPEECH_TOKEN'),
        about: [
          'Sent to it as Authorization: Bearer …; empty: nothing',
          '以 Authorization: Bearer … 发送给它；留空不发送',
        ],
      },
      {
        name: 'SPEECH_TIMEOUT_S',
        value: given('SPEECH_TIMEOUT_S'),
        about: ['How long it may take for one text, seconds', '它合成一段文字最多可用的秒数'],
      },
    ],
  };
}

function connectionsPart(): Part {
  return {
    title: ['Systems of companies (flows)', '企业外部系统（来话流程）'],
    lines: [
      {
        name: 'CONNECTION_NETWORKS',
        value: given('CONNECTION_NETWORKS'),
        about: [
          'Private networks that flows of tenants may ask systems in, such as 192.168.7.0/24,10.1.0.0/16; empty: none',
          '允许租户流程访问的内网网段，例如 192.168.7.0/24,10.1.0.0/16；留空为不允许',
        ],
      },
    ],
  };
}

function parts(): Part[] {
  return [
    nodePart(),
    telephonyPart(),
    speechPart(),
    connectionsPart(),
    {
      title: ['Web console and API', '网页与接口'],
      lines: [
        {
          name: 'WEB_BIND',
          value: given('WEB_BIND'),
          about: ['Any other address opens it to a network', '改为其他地址即对网络开放'],
        },
        { name: 'WEB_PORT', value: given('WEB_PORT') },
        WEB_SECRET,
      ],
    },
    databasePart(),
    {
      title: ['Between the parts, always on 127.0.0.1', '各部分之间，只在 127.0.0.1 上'],
      lines: [
        {
          name: 'CALLS_PORT',
          value: given('CALLS_PORT'),
          about: ["The engine's /health and /metrics", '引擎的 /health 与 /metrics'],
        },
        { name: 'ARI_PORT', value: given('ARI_PORT') },
        { name: 'ARI_PASSWORD', value: secret() },
        { name: 'AMI_PORT', value: given('AMI_PORT') },
        { name: 'AMI_PASSWORD', value: secret() },
      ],
    },
  ];
}

function render(): string {
  const out = [
    '# Settings of this CallRack. After a change run appliance/up again: it restarts what the change concerns.',
    '# 本机 CallRack 的设置。修改后再次执行 appliance/up，受影响的部分会重新启动。',
    '# One NAME=value a line, no quotes. Secrets were made at random; keep this file to yourself.',
    '# 每行一个 名称=值，不加引号。密码为随机生成，请勿外传本文件。',
  ];
  for (const part of parts()) {
    out.push('', `## ${part.title[0]}`, `## ${part.title[1]}`, ...part.lines.flatMap(rendered));
  }
  return `${out.join('\n')}\n`;
}

function rendered(line: Line): string[] {
  return [...(line.about ?? []).map((text) => `# ${text}`), `${line.name}=${line.value}`];
}

/** Secrets that came with a later build than the one that wrote the file. */
function complete(text: string): string {
  const added = [WEB_SECRET, EDGE_PASSWORD, ...RELAY_SECRETS];
  const missing = added.filter((line) => !new RegExp(`^${line.name}=.`, 'm').test(text));
  if (missing.length === 0) return text;
  const lines = text.split('\n').filter((line) => !missing.some(({ name }) => line === `${name}=`));
  return `${lines.join('\n').trimEnd()}\n\n${missing.flatMap(rendered).join('\n')}\n`;
}

function write(text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
}

const home = process.argv[2];
if (home === undefined) throw new Error('usage: write-settings.ts HOME');
const file = join(home, 'settings.env');
if (existsSync(file)) {
  const text = readFileSync(file, 'utf8');
  if (complete(text) !== text) write(complete(text));
  process.stdout.write('kept\n');
} else {
  mkdirSync(home, { recursive: true });
  write(render());
  process.stdout.write('made\n');
}
