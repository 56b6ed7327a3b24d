import { join } from 'node:path';

import { z } from 'zod';

import { SettingsError, type SettingsProblem } from './settings.errors.js';
import {
  absolutePath,
  address,
  databaseUrl,
  faultOf,
  logLevel,
  networks,
  oneOf,
  password,
  plainName,
  port,
  sipRealm,
  webAddress,
  webSecret,
  wholeNumber,
} from './variables.js';

/** What an unset variable means; '' stands for "not given" where only some processes need the value. */
const environment = z.object({
  CALLRACK_HOME: absolutePath.default(''),
  NODE_NAME: plainName.default('node1'),
  NODE_ROLE: oneOf('single', 'admin', 'switch').default('single'),
  /** Where the other nodes of the cluster reach this one; '' for a box that is alone. */
  CLUSTER_BIND: address.default(''),
  CLUSTER_PORT: port.default(7443),
  LOG_LEVEL: logLevel.default('info'),
  DATABASE_URL: databaseUrl().default(''),
  DATABASE_APP_URL: databaseUrl('callrack_app').default(''),
  DATABASE_NODE_URL: databaseUrl('callrack_node').default(''),
  DATABASE_OPERATOR_URL: databaseUrl('callrack_operator').default(''),
  DATABASE_ASTERISK_PASSWORD: password.default(''),
  DATABASE_EDGE_PASSWORD: password.default(''),
  SIP_BIND: address.default('127.0.0.1'),
  SIP_PORT: port.default(5060),
  /** Between nodes. */
  SIP_TLS_PORT: port.default(5061),
  SIP_REALM: sipRealm.default('callrack'),
  /** The SIP edge in front of all nodes; '' where this machine has none. */
  EDGE_BIND: address.default(''),
  EDGE_PORT: port.default(5060),
  /** From where the edge brings the calls of carriers to the nodes. */
  EDGE_TRUNK_PORT: port.default(5062),
  /** What this node signs in with at other nodes; the admin node gives it. */
  NODE_SIP_SECRET: password.default(''),
  RTP_BIND: address.default('127.0.0.1'),
  RTP_PORT_START: wholeNumber(1024, 65534).default(20000),
  RTP_PORT_END: wholeNumber(1025, 65535).default(20999),
  RTP_TIMEOUT_S: wholeNumber(1, 3600).default(30),
  ARI_PORT: port.default(8088),
  ARI_PASSWORD: password.default(''),
  AMI_PORT: port.default(5038),
  AMI_PASSWORD: password.default(''),
  CALLS_PORT: port.default(8081),
  WEB_BIND: address.default('127.0.0.1'),
  WEB_PORT: port.default(8080),
  WEB_SECRET: webSecret.default(''),
  DEMO_TRUNK_PORT: port.default(5080),
  /** An engine that speaks texts, asked by HTTP; '' for the embedded one alone. */
  SPEECH_URL: webAddress.default(''),
  SPEECH_TOKEN: password.default(''),
  SPEECH_TIMEOUT_S: wholeNumber(1, 30).default(5),
  /** Networks beside the public ones that tenants' flows may ask systems in; '' for none. */
  CONNECTION_NETWORKS: networks.default(''),
  /** Of the embedded PostgreSQL, which only the appliance knows of; here to be compared with the others. */
  PG_PORT: port.optional(),
  /** PostgreSQL of the admin node that holds nothing but the configuration, and from which the nodes copy it. */
  RELAY_PORT: port.default(5434),
  /** Of its owner. */
  RELAY_PASSWORD: password.default(''),
  /** By which it copies from the admin node's database. */
  RELAY_SOURCE_PASSWORD: password.default(''),
});
type Environment = z.output<typeof environment>;
type Variable = keyof Environment;

export type NodeRole = Environment['NODE_ROLE'];

/** The names of all variables. */
export const VARIABLES: readonly string[] = Object.keys(environment.shape);

/** The programs of CallRack; each has variables it cannot do without. */
export type ProgramName = 'calls' | 'web' | 'migrate' | 'demo' | 'operator' | 'join' | 'cluster';

const NEEDED: Readonly<Record<ProgramName, readonly Variable[]>> = {
  calls: ['CALLRACK_HOME', 'DATABASE_NODE_URL', 'ARI_PASSWORD', 'AMI_PASSWORD'],
  web: ['CALLRACK_HOME', 'DATABASE_APP_URL', 'DATABASE_OPERATOR_URL', 'WEB_SECRET'],
  migrate: [
    'DATABASE_URL',
    'DATABASE_APP_URL',
    'DATABASE_NODE_URL',
    'DATABASE_OPERATOR_URL',
    'DATABASE_ASTERISK_PASSWORD',
  ],
  demo: ['CALLRACK_HOME', 'DATABASE_OPERATOR_URL'],
  operator: ['DATABASE_OPERATOR_URL'],
  join: ['CALLRACK_HOME', 'CLUSTER_BIND'],
  cluster: ['CALLRACK_HOME', 'DATABASE_OPERATOR_URL'],
};

/** `web` of a switch node serves no people: it keeps the copy of the configuration, as the database's owner. */
const NEEDED_ON_SWITCH: readonly Variable[] = [
  'CALLRACK_HOME',
  'DATABASE_URL',
  'DATABASE_OPERATOR_URL',
  'CLUSTER_BIND',
];

const TCP_PORTS = [
  'ARI_PORT',
  'AMI_PORT',
  'CALLS_PORT',
  'WEB_PORT',
  'PG_PORT',
  'CLUSTER_PORT',
  'SIP_TLS_PORT',
  'RELAY_PORT',
] as const;

/** sun_path holds 107 bytes and a NUL (unix(7)). */
const LONGEST_SOCKET_PATH = 107;

/**
 * The settings of this process. A class, so that Nest injects it by type: `constructor(settings: Settings)`.
 * Strings that the program does not need may be ''.
 */
export class Settings {
  readonly home: string;
  readonly nodeName: string;
  /** single: admin and switch in one; it may have switch nodes beside it. */
  readonly nodeRole: NodeRole;
  readonly logLevel: string;
  readonly database: {
    readonly ownerUrl: string;
    readonly appUrl: string;
    readonly nodeUrl: string;
    readonly operatorUrl: string;
    readonly asteriskPassword: string;
    /** '' where no edge asks this database. */
    readonly edgePassword: string;
  };
  readonly sip: {
    readonly bind: string;
    readonly port: number;
    readonly tlsPort: number;
    readonly realm: string;
    /** '' before it has been given one. */
    readonly nodeSecret: string;
  };
  /** bind is '' for a box that is alone. */
  readonly cluster: { readonly bind: string; readonly port: number };
  readonly relayPort: number;
  /** null where no node can join: on a switch node, and on a box that is alone. */
  readonly relay: { readonly port: number; readonly password: string; readonly sourcePassword: string } | null;
  /** bind is '' where this machine has none. */
  readonly edge: { readonly bind: string; readonly port: number; readonly trunkPort: number };
  readonly rtp: {
    readonly bind: string;
    readonly portStart: number;
    readonly portEnd: number;
    readonly timeoutS: number;
  };
  readonly ari: { readonly port: number; readonly password: string };
  readonly ami: { readonly port: number; readonly password: string };
  /** Loopback TCP port of the engine's /health and /metrics. */
  readonly callsPort: number;
  readonly web: {
    readonly bind: string;
    readonly port: number;
    /** What sessions are signed and second factors are sealed with. */
    readonly secret: string;
  };
  readonly demo: { readonly trunkPort: number };
  /** url is '' where only the embedded engine speaks; the token may be ''. */
  /** In CIDR notation. */
  readonly connectionNetworks: readonly string[];
  readonly speech: { readonly url: string; readonly token: string; readonly timeoutS: number };

  constructor(env: Environment) {
    this.home = env.CALLRACK_HOME;
    this.nodeName = env.NODE_NAME;
    this.nodeRole = env.NODE_ROLE;
    this.cluster = { bind: env.CLUSTER_BIND, port: env.CLUSTER_PORT };
    this.relay = relayOf(env);
    this.relayPort = env.RELAY_PORT;
    this.logLevel = env.LOG_LEVEL;
    this.database = {
      ownerUrl: env.DATABASE_URL,
      appUrl: env.DATABASE_APP_URL,
      nodeUrl: env.DATABASE_NODE_URL,
      operatorUrl: env.DATABASE_OPERATOR_URL,
      asteriskPassword: env.DATABASE_ASTERISK_PASSWORD,
      edgePassword: env.DATABASE_EDGE_PASSWORD,
    };
    this.sip = {
      bind: env.SIP_BIND,
      port: env.SIP_PORT,
      tlsPort: env.SIP_TLS_PORT,
      realm: env.SIP_REALM,
      nodeSecret: env.NODE_SIP_SECRET,
    };
    this.edge = { bind: env.EDGE_BIND, port: env.EDGE_PORT, trunkPort: env.EDGE_TRUNK_PORT };
    this.rtp = {
      bind: env.RTP_BIND,
      portStart: env.RTP_PORT_START,
      portEnd: env.RTP_PORT_END,
      timeoutS: env.RTP_TIMEOUT_S,
    };
    this.ari = { port: env.ARI_PORT, password: env.ARI_PASSWORD };
    this.ami = { port: env.AMI_PORT, password: env.AMI_PASSWORD };
    this.callsPort = env.CALLS_PORT;
    this.web = { bind: env.WEB_BIND, port: env.WEB_PORT, secret: env.WEB_SECRET };
    this.demo = { trunkPort: env.DEMO_TRUNK_PORT };
    this.connectionNetworks = env.CONNECTION_NETWORKS.split(',').flatMap((network) => network.trim() || []);
    this.speech = { url: env.SPEECH_URL, token: env.SPEECH_TOKEN, timeoutS: env.SPEECH_TIMEOUT_S };
  }

  /** Unix socket of the local API. */
  get localApiSocket(): string {
    return join(this.home, 'run', 'calls.sock');
  }

  get journalFile(): string {
    return join(this.home, 'journal', 'calls.db');
  }

  get recordingsFolder(): string {
    return join(this.home, 'recordings');
  }

  /** Keys and certificates of the cluster, and where its admin node is (ClusterFiles). */
  get clusterFolder(): string {
    return join(this.home, 'cluster');
  }

  /** Whether calls are served here: Asterisk and the engine are there. */
  get isSwitch(): boolean {
    return this.nodeRole !== 'admin';
  }

  /** Whether configuration is written here, and people sign in here. */
  get isAdmin(): boolean {
    return this.nodeRole !== 'switch';
  }

  /** What the sidecar sees as /callrack. */
  get asteriskFolder(): string {
    return join(this.home, 'asterisk');
  }
}

function relayOf(env: Environment): Settings['relay'] {
  const { RELAY_PORT: at, RELAY_PASSWORD: own, RELAY_SOURCE_PASSWORD: sourcePassword } = env;
  if (env.NODE_ROLE === 'switch' || env.CLUSTER_BIND === '' || own === '' || sourcePassword === '') return null;
  return { port: at, password: own, sourcePassword };
}

/**
 * Reads and checks the environment. An empty variable counts as unset.
 *
 * @throws SettingsError naming every variable that is wrong or missing
 */
export function loadSettings(env: Readonly<Record<string, string | undefined>>, program: ProgramName): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new SettingsError(
      parsed.error.issues.map((issue) => ({ variable: String(issue.path[0]), ...faultOf(issue) })),
    );
  }
  const problems = [...missing(parsed.data, program), ...contradictions(parsed.data)];
  if (problems.length > 0) throw new SettingsError(problems);
  return new Settings(parsed.data);
}

function missing(env: Environment, program: ProgramName): SettingsProblem[] {
  return neededBy(program, env.NODE_ROLE)
    .filter((variable) => env[variable] === '')
    .map((variable) => ({ variable, en: 'is not set', zh: '未设置' }));
}

function neededBy(program: ProgramName, role: NodeRole): readonly Variable[] {
  return program === 'web' && role === 'switch' ? NEEDED_ON_SWITCH : NEEDED[program];
}

function contradictions(env: Environment): SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  if (env.RTP_PORT_END <= env.RTP_PORT_START) {
    const other = `RTP_PORT_START (${String(env.RTP_PORT_START)})`;
    problems.push({ variable: 'RTP_PORT_END', en: `must be greater than ${other}`, zh: `必须大于 ${other}` });
  }
  if (env.SIP_PORT >= env.RTP_PORT_START && env.SIP_PORT <= env.RTP_PORT_END) {
    const range = `${String(env.RTP_PORT_START)}..${String(env.RTP_PORT_END)}`;
    problems.push({
      variable: 'SIP_PORT',
      en: `is ${String(env.SIP_PORT)}, inside RTP_PORT_START..RTP_PORT_END (${range})`,
      zh: `为 ${String(env.SIP_PORT)}，落在 RTP_PORT_START..RTP_PORT_END（${range}）之内`,
    });
  }
  const ports = TCP_PORTS.filter((variable) => variable !== 'RELAY_PORT' || relayOf(env) !== null);
  ports.forEach((variable, index) => {
    const twin = ports.slice(0, index).find((other) => env[other] === env[variable]);
    if (twin === undefined || env[variable] === undefined) return;
    const value = String(env[variable]);
    problems.push({ variable, en: `is ${value}, the same as ${twin}`, zh: `为 ${value}，与 ${twin} 相同` });
  });
  const socketBytes = Buffer.byteLength(join(env.CALLRACK_HOME, 'run', 'calls.sock'));
  if (socketBytes > LONGEST_SOCKET_PATH) {
    const limit = String(LONGEST_SOCKET_PATH - '/run/calls.sock'.length);
    problems.push({
      variable: 'CALLRACK_HOME',
      en: `must not be longer than ${limit} bytes`,
      zh: `不能超过 ${limit} 字节`,
    });
  }
  return problems;
}
