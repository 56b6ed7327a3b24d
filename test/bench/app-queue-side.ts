import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { arch } from 'node:os';

import { readWav } from '../../appliance/demo/tones.ts';
import { appQueueConfig } from './app-queue-config.ts';
import { Asterisk } from './asterisk.ts';
import { until } from './children.ts';
import type { Part } from './cpu.ts';
import { AGENTS, type Ports } from './layout.ts';
import type { RecordedSound, Side } from './side.ts';
import { filesBelow, isClosedWav } from './wav-files.ts';

/** The user that Asterisk runs as in the sidecar. */
const ASTERISK_UID = 5060;
const IDLE_PATIENCE_MS = 20_000;
/** Debian's names of machines by Node's. */
const MACHINES: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' };

/** Asterisk's own app_queue. */
export class AppQueueSide implements Side {
  readonly name = 'appQueue';
  private readonly home: string;
  private readonly asterisk: Asterisk;
  private readonly spool: string;

  /** @param waits callers are answered and wait with music and announcements */
  constructor(folder: string, sidecarRoot: string, ports: Ports, waits: boolean) {
    this.home = join(folder, 'app-queue');
    this.spool = join(this.home, 'var', 'spool', 'monitor');
    const etc = join(this.home, 'etc');
    mkdirSync(etc, { recursive: true });
    for (const [name, text] of Object.entries(appQueueConfig(ports, MACHINES[arch()] ?? arch(), waits))) {
      writeFileSync(join(etc, name), text);
      chownSync(join(etc, name), 0, ASTERISK_UID);
    }
    this.asterisk = new Asterisk(sidecarRoot, this.home);
  }

  async start(): Promise<void> {
    await this.asterisk.start();
    const members = (await this.asterisk.ask('queue show support')).match(/PJSIP\//g)?.length ?? 0;
    if (members !== AGENTS) throw new Error(`the queue has ${String(members)} members instead of ${String(AGENTS)}`);
  }

  async stop(): Promise<void> {
    await this.asterisk.stop();
  }

  async makeReady(): Promise<void> {
    try {
      await until('no channels are left', IDLE_PATIENCE_MS, async () => (await this.asterisk.channels()) === 0);
    } catch {
      await this.stop();
      await this.start();
    }
  }

  parts(): readonly Part[] {
    return [{ name: 'asterisk', pid: this.asterisk.pid }];
  }

  async versions(): Promise<Readonly<Record<string, string>>> {
    return { asterisk: await this.asterisk.version() };
  }

  async recordingNames(): Promise<readonly string[]> {
    return (await filesBelow(this.spool)).filter((name) => name.endsWith('.wav') && isClosedWav(name)).sort();
  }

  async readRecording(name: string): Promise<RecordedSound> {
    const { rateHz, channels } = readWav(await readFile(name));
    const mixed = channels[0] ?? new Int16Array();
    return { name, rateHz, caller: mixed, telephone: mixed };
  }

  async forgetRecordings(): Promise<void> {
    for (const name of await filesBelow(this.spool)) await rm(name);
  }

  settle(): Promise<boolean> {
    return Promise.resolve(true);
  }
}
