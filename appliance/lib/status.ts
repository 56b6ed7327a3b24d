/**
 * status.ts zh|en: prints the state of the box whose settings are in the environment (called by appliance/status).
 * Ends with 0 when all is well, with 3 when not.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ask, type Answer } from './local-api.ts';

const env = process.env;
const chinese = process.argv[2] === 'zh';
const say = (en: string, zh: string): string => (chinese ? zh : en);
const hasCalls = env.NODE_ROLE !== 'admin';
const inCluster = (env.CLUSTER_BIND ?? '') !== '';
/** What the nodes copy the configuration from. */
const hasRelay = inCluster && env.NODE_ROLE !== 'switch';
/** What is not as it should be. */
const troubles: string[] = [];
/** Other nodes that this one does not hear, which is not for this box to mend. */
const awayNodes: string[] = [];

// Whoever reads this may have seen enough (head, less).
process.stdout.on('error', () => process.exit(3));

function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Width on a terminal: Chinese characters take two places. */
const width = (text: string): number =>
  Array.from(text).reduce((sum, char) => sum + (/[\u2e80-\uffef]/.test(char) ? 2 : 1), 0);
const pad = (text: string, to: number): string => text + ' '.repeat(Math.max(1, to - width(text)));

function table(rows: readonly (readonly string[])[]): void {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, width(cell) + 2)));
  for (const row of rows) print(`  ${row.map((cell, i) => pad(cell, widths[i] ?? 0)).join('')}`.trimEnd());
}

function elapsed(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return `${String(s)} s`;
  if (s < 3600) return `${String(Math.floor(s / 60))} min ${String(s % 60)} s`;
  return `${String(Math.floor(s / 3600))} h ${String(Math.floor((s % 3600) / 60))} min`;
}

function showProcesses(): void {
  const known = new Map(
    (env.CALLRACK_PROCESSES ?? '').split('\n').map((line) => [line.split('\t')[0], line.split('\t')]),
  );
  const wanted = [
    ...(hasRelay ? ['relay'] : []),
    ...(env.CALLRACK_EMBEDDED === 'yes' ? ['postgres'] : []),
    ...(hasCalls ? ['asterisk', 'calls'] : []),
    'web',
    ...((env.EDGE_BIND ?? '') === '' ? [] : ['edge']),
  ];
  print(say('Processes', '进程'));
  table(
    wanted.map((name) => {
      const [, status, pid, restarts, since] = known.get(name) ?? [];
      if (status !== 'online') {
        troubles.push(name);
        return [
          name,
          status === undefined ? say('not running', '未运行') : `${say('not running', '未运行')} (${status})`,
        ];
      }
      return [
        name,
        say('running', '运行中'),
        `pid ${pid ?? ''}`,
        elapsed(Date.now() - Number(since)),
        `${say('restarts', '重启次数')} ${restarts ?? ''}`,
      ];
    }),
  );
  const strays = env.CALLRACK_STRAYS ?? '';
  if (strays === '') return;
  troubles.push('strays');
  print(
    `  ${say('pm2 itself is not running, but these are; appliance/up takes them over, appliance/down ends them:', 'pm2 未运行，但以下进程仍在；appliance/up 会接管，appliance/down 会结束它们：')}`,
  );
  print(strays);
}

function asteriskVersion(): string {
  try {
    const packages = readFileSync(join(env.SIDECAR_ROOT ?? '', 'var/lib/dpkg/status'), 'utf8');
    return /^Package: asterisk\n(?:.+\n)*?Version: (.+)$/m.exec(packages)?.[1] ?? '?';
  } catch {
    return say('not built', '未构建');
  }
}

function postgresVersion(): string {
  try {
    return execFileSync(process.execPath, [join(import.meta.dirname, 'ask-postgres.ts')], {
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  } catch {
    troubles.push('postgres');
    return say('does not answer', '无应答');
  }
}

function showVersions(): void {
  print(say('Versions', '版本'));
  table([
    ['CallRack', env.CALLRACK_VERSION ?? '?'],
    ['Node.js', process.version.slice(1)],
    ...(hasCalls ? [['Asterisk', asteriskVersion()]] : []),
    ['PostgreSQL', `${postgresVersion()}${env.CALLRACK_EMBEDDED === 'yes' ? '' : say(' (your own)', '（自备）')}`],
  ]);
}

/** Local ports of the kernel's tables; for TCP those that listen. */
function openPorts(): { readonly tcp: Set<number>; readonly udp: Set<number> } {
  const read = (table: string, state?: string): number[] => {
    try {
      return readFileSync(`/proc/net/${table}`, 'utf8')
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/))
        .filter((cells) => cells[1] !== undefined && (state === undefined || cells[3] === state))
        .map((cells) => parseInt(cells[1]?.split(':')[1] ?? '', 16));
    } catch {
      return [];
    }
  };
  return {
    tcp: new Set([...read('tcp', '0A'), ...read('tcp6', '0A')]),
    udp: new Set([...read('udp'), ...read('udp6')]),
  };
}

function showPorts(): void {
  const open = openPorts();
  const row = (name: string, kind: 'tcp' | 'udp', address: string, port: string | undefined): string[] => {
    const there = open[kind].has(Number(port));
    if (!there) troubles.push(`${kind}/${port ?? ''}`);
    return [
      name,
      kind.toUpperCase(),
      `${address}:${port ?? '?'}`,
      there ? say('open', '已监听') : say('closed', '未监听'),
    ];
  };
  const calls = [
    () => row('SIP', 'udp', env.SIP_BIND ?? '', env.SIP_PORT),
    () => [
      'RTP',
      'UDP',
      `${env.RTP_BIND ?? ''}:${env.RTP_PORT_START ?? ''}-${env.RTP_PORT_END ?? ''}`,
      say('as calls need', '随通话打开'),
    ],
    () => row('calls', 'tcp', '127.0.0.1', env.CALLS_PORT),
    () => row('ARI', 'tcp', '127.0.0.1', env.ARI_PORT),
    () => row('AMI', 'tcp', '127.0.0.1', env.AMI_PORT),
  ];
  const bind = env.CLUSTER_BIND ?? '';
  print(say('Ports', '端口'));
  table([
    ...(hasCalls ? calls.map((one) => one()) : []),
    row('web', 'tcp', env.WEB_BIND ?? '', env.WEB_PORT),
    ...(inCluster ? [row(say('link', '节点链路'), 'tcp', bind, env.CLUSTER_PORT)] : []),
    ...(inCluster && hasCalls ? [row(say('SIP between nodes', '节点间 SIP'), 'tcp', bind, env.SIP_TLS_PORT)] : []),
    ...(env.CALLRACK_EMBEDDED === 'yes' ? [row('PostgreSQL', 'tcp', '127.0.0.1', env.PG_PORT)] : []),
    ...(hasRelay ? [row('relay', 'tcp', bind, env.RELAY_PORT)] : []),
  ]);
}

/** This box as a node: its role, and where its admin node is. */
function showNode(): void {
  if (!inCluster) return;
  print(say('Node', '节点'));
  const rows = [[env.NODE_NAME ?? '', `${say('role', '角色')} ${env.NODE_ROLE ?? ''}`]];
  const file = join(env.CALLRACK_HOME ?? '', 'cluster/admin.json');
  if (env.NODE_ROLE === 'switch' && existsSync(file)) {
    const { nodeId, address } = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
    rows.push([say('admin node', '管理节点'), `${nodeId ?? '?'} (${address ?? '?'})`]);
  }
  table(rows);
}

/** What is shown here of the engine's /v1/status. */
interface EngineStatus {
  readonly calls: {
    readonly list: readonly {
      readonly callId: string;
      readonly phase: string;
      readonly caller: string;
      readonly called: string;
      readonly arrivedAt: number;
    }[];
  };
  readonly agents: readonly {
    readonly tenant: string;
    readonly number: string;
    readonly name: string;
    readonly phase: string;
    readonly queues: readonly string[];
  }[];
  readonly queues: readonly {
    readonly tenant: string;
    readonly number: string;
    readonly waiting: number;
    readonly ready: number;
  }[];
}

async function showCalls(): Promise<void> {
  print(say('Calls now', '当前通话'));
  let status: EngineStatus;
  try {
    const answer = await ask({ socketPath: join(env.CALLRACK_HOME ?? '', 'run/calls.sock'), path: '/v1/status' });
    if (answer.status !== 200) throw new Error(answer.body);
    status = JSON.parse(answer.body) as EngineStatus;
  } catch {
    troubles.push('calls');
    print(`  ${say('unknown: the engine does not answer', '未知：引擎无应答')}`);
    return;
  }
  if (status.calls.list.length === 0) print(`  ${say('none', '无')}`);
  table(
    status.calls.list.map((call) => [
      call.phase,
      `${call.caller} → ${call.called}`,
      elapsed(Date.now() - call.arrivedAt),
      call.callId,
    ]),
  );
  print(say('Agents', '座席'));
  const here = status.agents.filter((agent) => agent.phase !== 'loggedOut');
  print(
    `  ${say(`${String(status.agents.length)}, of these logged in ${String(here.length)}`, `${String(status.agents.length)} 个，已签入 ${String(here.length)} 个`)}`,
  );
  table(here.map((agent) => [`${agent.tenant} ${agent.number}`, agent.name, agent.phase, agent.queues.join(', ')]));
  print(say('Queues', '队列'));
  table(
    status.queues.map((queue) => [
      `${queue.tenant} ${queue.number}`,
      `${say('waiting', '等待')} ${String(queue.waiting)}`,
      `${say('agents ready', '空闲座席')} ${String(queue.ready)}`,
    ]),
  );
}

interface Report {
  readonly status: string;
  readonly parts: Readonly<Record<string, PartReport>>;
}

interface PartReport {
  readonly status: string;
  readonly why?: string;
  /** Where nothing is wrong but that these nodes are not heard. */
  readonly away?: string;
}

async function healthRows(name: string, asked: Promise<Answer>): Promise<string[][]> {
  try {
    const report = JSON.parse((await asked).body) as Report;
    const unwell = Object.values(report.parts).filter(({ status }) => status !== 'up');
    if (unwell.some(({ away }) => away === undefined)) troubles.push(name);
    else awayNodes.push(...unwell.map(({ away }) => away ?? ''));
    return [
      [name, report.status],
      ...Object.entries(report.parts).map(([part, state]) => [`  ${part}`, state.status, state.why ?? '']),
    ];
  } catch (error) {
    troubles.push(name);
    return [[name, say('does not answer', '无应答'), error instanceof Error ? error.message : '']];
  }
}

async function showHealth(): Promise<void> {
  const bind = env.WEB_BIND ?? '127.0.0.1';
  const host = bind === '0.0.0.0' || bind === '::' ? '127.0.0.1' : bind;
  print(say('Health', '健康状况'));
  table([
    ...(hasCalls ? await healthRows('calls', ask({ host: '127.0.0.1', port: env.CALLS_PORT, path: '/health' })) : []),
    ...(await healthRows('web', ask({ host, port: env.WEB_PORT, path: '/health' }))),
  ]);
}

showNode();
showProcesses();
showVersions();
showPorts();
if (hasCalls) await showCalls();
await showHealth();
const away = awayNodes.join(', ');
if (away !== '') print(say(`Away: ${away}. This box is not to blame.`, `离线节点：${away}。原因不在本机。`));
if (troubles.length > 0) print(say('Not all is well.', '有异常，见上。'));
else print(away === '' ? say('All is well.', '一切正常。') : say('This box is well.', '本机一切正常。'));
process.exitCode = troubles.length === 0 ? 0 : 3;
