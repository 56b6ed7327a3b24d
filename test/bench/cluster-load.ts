import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Hotline } from '../fixtures/box/configuration.js';
import type { Cluster } from '../fixtures/cluster/cluster.js';
import type { Host } from '../fixtures/cluster/host.js';

const SCENARIOS = join(import.meta.dirname, 'scenarios');
const REGISTERED_PER_SECOND = 20;
/** How long after the last hang-up a call may take to be over. */
const PATIENCE_S = 10;
/** Ports of callers and telephones are their own on each node. */
const FIRST_PORT = 16_600;
const PORTS_OF_NODE = 10;
const FIRST_MEDIA_PORT = 30_000;
const MEDIA_PORTS_OF_NODE = 5_000;

export interface Rate {
  readonly perSecond: number;
  readonly seconds: number;
  readonly holdMs: number;
}

/** The callers and telephones of one node: two SIPp processes on the network's bridge, as in bench:calls. */
export class NodeLoad {
  private readonly folder: string;
  private telephones: ChildProcess | undefined;

  /** @param place 0 for the first node */
  constructor(
    private readonly cluster: Cluster,
    readonly host: Host,
    private readonly hotline: Hotline,
    private readonly place: number,
  ) {
    this.folder = join(host.sipp, 'load');
  }

  /** What SIPp needs: its scenarios, and the telephones with their passwords. */
  prepare(): void {
    mkdirSync(this.folder, { recursive: true });
    for (const name of ['caller', 'register', 'telephones']) {
      copyFileSync(join(SCENARIOS, `${name}.xml`), join(this.folder, `${name}.xml`));
    }
    const lines = this.hotline.agents.map(({ extension: { endpoint, password } }) => {
      return `${endpoint};[authentication username=${endpoint} password=${password}]`;
    });
    writeFileSync(join(this.folder, 'telephones.csv'), ['SEQUENTIAL', ...lines, ''].join('\n'));
  }

  /**
   * The telephones sign in and wait for calls; whoever is off duty is ready again. Before each run, because in a cluster
   * a sign-in is good for two minutes.
   */
  async makeReady(): Promise<void> {
    await this.stop();
    const registering = ['-inf', 'telephones.csv', '-m', `${this.hotline.agents.length}`];
    const atRate = ['-r', `${REGISTERED_PER_SECOND}`, '-timeout', '60s'];
    await ended(this.sipp('register', true, [...registering, ...atRate]), 'the telephones sign in');
    this.telephones = this.sipp('telephones', true, []);
    const { agents } = await this.host.api.status();
    const ready = new Set(agents.filter(({ phase }) => phase === 'ready').map(({ number }) => number));
    for (const { number, tenantCode } of this.hotline.agents) {
      if (!ready.has(number)) await this.host.api.ask('POST', `/v1/agents/${tenantCode}/${number}/login`, {});
    }
  }

  /** Places the calls, and waits until the last is over. */
  async run({ perSecond, seconds, holdMs }: Rate): Promise<void> {
    const calls = Math.round(perSecond * seconds);
    const limit = Math.round(seconds + holdMs / 1000 + PATIENCE_S);
    const load = ['-s', this.hotline.number, '-m', `${calls}`, '-r', `${perSecond}`, '-d', `${holdMs}`, '-l', '5000'];
    await once(this.sipp('caller', false, [...load, '-timeout', `${limit}s`]), 'exit');
  }

  async stop(): Promise<void> {
    const { telephones } = this;
    if (telephones?.exitCode !== null) return;
    this.telephones = undefined;
    telephones.kill('SIGKILL');
    await once(telephones, 'exit');
  }

  private sipp(scenario: string, isTelephone: boolean, more: readonly string[]): ChildProcess {
    const { telephones, trunk } = this.cluster.network.addresses;
    const address = isTelephone ? telephones : trunk;
    const port = FIRST_PORT + this.place * PORTS_OF_NODE + (isTelephone ? 1 : 0);
    const media = FIRST_MEDIA_PORT + this.place * MEDIA_PORTS_OF_NODE;
    const { sip } = this.host;
    const to = scenario === 'telephones' ? [] : [`${sip.address}:${sip.port}`];
    const places = ['-i', address, '-p', `${port}`, '-mi', address, '-mp', `${media}`];
    const child = spawn('sipp', ['-sf', `${scenario}.xml`, '-nostdin', ...places, ...more, ...to], {
      cwd: this.folder,
      env: { ...process.env, TERM: 'xterm' },
      stdio: 'ignore',
    });
    if (child.pid !== undefined) this.cluster.reaper.watchProcess(child.pid);
    return child;
  }
}

async function ended(child: ChildProcess, what: string): Promise<void> {
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${what}: SIPp ended with ${String(code)}`);
}
