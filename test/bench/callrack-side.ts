import { execFileSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { readWav } from '../../appliance/demo/tones.ts';
import { Asterisk } from './asterisk.ts';
import { CallRackHome } from './callrack-home.ts';
import { agentNumber, seed, telephoneName, telephonePassword, TENANT } from './callrack-seed.ts';
import { hasEnded, stopChild, tailOf, until } from './children.ts';
import type { Part } from './cpu.ts';
import { AGENTS, type Ports } from './layout.ts';
import { askEngine } from './local-api.ts';
import type { RecordedSound, Side } from './side.ts';
import { SippRun } from './sipp.ts';
import { filesBelow, isClosedWav } from './wav-files.ts';

const IDLE_PATIENCE_MS = 20_000;
const REGISTERED_PER_SECOND = 100;

/** What is needed of GET /v1/status. */
interface Status {
  readonly calls: { readonly now: number };
  readonly agents: readonly { readonly number: string; readonly phase: string }[];
  readonly parts: { readonly recordingBacklog: number };
}

export interface CallRackOptions {
  /** Callers are answered, wait with music and announcements, and ask for a level of a skill. */
  readonly skills: boolean;
  /** Folder for a CPU profile of the engine; none when undefined. */
  readonly profile: string | undefined;
}

/** CallRack: its database, its Asterisk and its engine, in a home of its own. */
export class CallRackSide implements Side {
  readonly name = 'callrack';
  private readonly folder: string;
  private readonly home: CallRackHome;
  private readonly sidecarRoot: string;
  private readonly ports: Ports;
  private readonly options: CallRackOptions;
  private postgres: ChildProcess | null = null;
  private engine: ChildProcess | null = null;
  private asterisk: Asterisk | null = null;
  /** Calls whose recordings do not count any more. */
  private readonly forgotten = new Set<string>();

  constructor(folder: string, sidecarRoot: string, ports: Ports, options: CallRackOptions) {
    this.folder = folder;
    this.home = new CallRackHome(join(folder, 'callrack'), ports);
    this.sidecarRoot = sidecarRoot;
    this.ports = ports;
    this.options = options;
  }

  async start(): Promise<void> {
    this.postgres = await this.home.startPostgres();
    await this.home.migrate();
    const { skills } = this.options;
    const place = { node: this.home.setting('NODE_NAME'), realm: this.home.setting('SIP_REALM') };
    await seed(this.home.ownerUrl, place, this.ports, skills);
    if (skills) await this.home.makePrompts();
    this.asterisk = new Asterisk(this.sidecarRoot, await this.home.renderAsterisk());
    await this.startAsteriskAndEngine();
  }

  async stop(): Promise<void> {
    await this.stopAsteriskAndEngine();
    if (this.postgres !== null) await stopChild(this.postgres, 'SIGTERM', 15_000);
    this.postgres = null;
  }

  async makeReady(): Promise<void> {
    try {
      await until('no calls and no channels are left', IDLE_PATIENCE_MS, async () => {
        const status = await this.status();
        return status.calls.now === 0 && (await this.asterisk?.channels()) === 0;
      });
    } catch {
      await this.stopAsteriskAndEngine();
      await this.startAsteriskAndEngine();
    }
    await this.loginAgents();
  }

  parts(): readonly Part[] {
    const [engine, postgres] = [this.engine?.pid, this.postgres?.pid];
    if (engine === undefined || postgres === undefined || this.asterisk === null) throw new Error('CallRack is down');
    return [
      { name: 'asterisk', pid: this.asterisk.pid },
      { name: 'engine', pid: engine, childrenName: 'encoder' },
      { name: 'postgres', pid: postgres },
    ];
  }

  async versions(): Promise<Readonly<Record<string, string>>> {
    const [row] = await this.home.query<{ server_version: string }>('SHOW server_version');
    return { asterisk: (await this.asterisk?.version()) ?? '', postgres: row?.server_version ?? '' };
  }

  async recordingNames(): Promise<readonly string[]> {
    const spooled = (await filesBelow(this.spool)).filter((name) => name.endsWith('-caller.wav'));
    const encoded = (await filesBelow(this.archive)).filter((name) => name.endsWith('.opus'));
    const waiting = spooled
      .map((name) => name.replace(/-caller\.wav$/, ''))
      .filter((name) => isClosedWav(`${name}-caller.wav`) && isClosedWav(`${name}-agent.wav`));
    return [...waiting, ...encoded].filter((name) => !this.forgotten.has(callOf(name))).sort();
  }

  async readRecording(name: string): Promise<RecordedSound> {
    if (!name.endsWith('.opus') && existsSync(`${name}-caller.wav`)) {
      const [caller, agent] = await Promise.all([readFile(`${name}-caller.wav`), readFile(`${name}-agent.wav`)]);
      const sounds = [readWav(caller), readWav(agent)];
      const [first = new Int16Array(), second = new Int16Array()] = sounds.map((sound) => sound.channels[0]);
      return { name, rateHz: sounds[0]?.rateHz ?? 8000, caller: first, telephone: second };
    }
    // It may have been encoded since its name was read.
    const file = name.endsWith('.opus') ? name : await this.archiveOf(name);
    const decoded = execFileSync('opusdec', ['--quiet', '--force-wav', '--rate', '8000', file, '-'], {
      maxBuffer: 2 ** 26,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { rateHz, channels } = readWav(decoded);
    return { name, rateHz, caller: channels[0] ?? new Int16Array(), telephone: channels[1] ?? new Int16Array() };
  }

  async forgetRecordings(): Promise<void> {
    // Nothing is deleted: what waits for its encoding belongs to the engine, which counts on it.
    for (const name of await this.recordingNames()) this.forgotten.add(callOf(name));
  }

  async settle(patienceMs: number): Promise<boolean> {
    try {
      await until('recordings are encoded', patienceMs, async () => (await this.status()).parts.recordingBacklog === 0);
      return true;
    } catch {
      return false;
    }
  }

  private get socket(): string {
    return join(this.home.folder, 'run', 'calls.sock');
  }

  private get spool(): string {
    return join(this.home.folder, 'asterisk', 'var', 'spool', 'recording');
  }

  private get archive(): string {
    return join(this.home.folder, 'recordings');
  }

  private async archiveOf(name: string): Promise<string> {
    const file = (await filesBelow(this.archive)).find((candidate) => callOf(candidate) === callOf(name));
    if (file === undefined) throw new Error(`the recording of call ${callOf(name)} is gone`);
    return file;
  }

  private async startAsteriskAndEngine(): Promise<void> {
    await this.asterisk?.start();
    const engine = this.home.startEngine(this.options.profile);
    this.engine = engine;
    await until('the engine is healthy', 30_000, async () => {
      if (hasEnded(engine)) throw new Error(`the engine ended:\n${tailOf(this.home.log('calls'))}`);
      return askEngine(this.socket, 'GET', '/health').then(
        () => true,
        () => false,
      );
    });
    const lines = Array.from({ length: AGENTS }, (_, index) => {
      const name = telephoneName(index);
      return `${name};[authentication username=${name} password=${telephonePassword(name)}]`;
    });
    await new SippRun(join(this.folder, 'register'), this.ports).register(lines, REGISTERED_PER_SECOND);
    await this.loginAgents();
  }

  private async stopAsteriskAndEngine(): Promise<void> {
    if (this.engine !== null) await stopChild(this.engine, 'SIGTERM', 15_000);
    this.engine = null;
    await this.asterisk?.stop();
  }

  /** Whoever missed a call while the side was overloaded is off duty, and comes back here. */
  private async loginAgents(): Promise<void> {
    const ready = new Set(
      (await this.status()).agents.filter(({ phase }) => phase === 'ready').map(({ number }) => number),
    );
    for (let index = 0; index < AGENTS; index += 1) {
      const number = agentNumber(index);
      if (!ready.has(number)) await askEngine(this.socket, 'POST', `/v1/agents/${TENANT}/${number}/login`, {});
    }
  }

  private async status(): Promise<Status> {
    return (await askEngine(this.socket, 'GET', '/v1/status')) as Status;
  }
}

/** The call's id, out of the name of a recording before or after its encoding. */
function callOf(name: string): string {
  return basename(name, '.opus');
}
