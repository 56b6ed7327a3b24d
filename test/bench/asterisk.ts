import { execFile, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { hasEnded, sleep, startChild, stopChild, tailOf, until } from './children.ts';
import { ROOT } from './layout.ts';

const execute = promisify(execFile);
const SCRIPTS = join(ROOT, 'appliance', 'asterisk');

/** The states of all telephones are told at the start; while they queue up, Asterisk refuses calls with 503. */
const SETTLE_MS = 2000;

/** An Asterisk out of the product's sidecar root, with a home of its own. */
export class Asterisk {
  private readonly root: string;
  private readonly home: string;
  private process: ChildProcess | null = null;

  /**
   * @param root the unpacked sidecar root
   * @param home what it sees as /callrack: etc/ is rendered already
   */
  constructor(root: string, home: string) {
    this.root = root;
    this.home = home;
  }

  get pid(): number {
    if (this.process?.pid === undefined) throw new Error('Asterisk does not run');
    return this.process.pid;
  }

  async start(): Promise<void> {
    const log = join(this.home, 'asterisk.log');
    const child = startChild(join(SCRIPTS, 'run.sh'), [this.root, this.home], { log });
    this.process = child;
    await until('Asterisk is up', 30_000, async () => {
      if (hasEnded(child)) throw new Error(`Asterisk ended:\n${tailOf(log)}`);
      return (await this.ask('core show uptime').catch(() => '')).includes('System uptime');
    });
    await this.ask('core waitfullybooted');
    await sleep(SETTLE_MS);
  }

  async stop(): Promise<void> {
    if (this.process !== null) await stopChild(this.process);
    this.process = null;
  }

  /** The answer of Asterisk's command line. */
  async ask(command: string): Promise<string> {
    return (await execute(join(SCRIPTS, 'rx.sh'), [this.home, command], { timeout: 10_000 })).stdout;
  }

  async channels(): Promise<number> {
    const answer = await this.ask('core show channels count');
    return Number(/(\d+) active channel/.exec(answer)?.[1] ?? NaN);
  }

  async version(): Promise<string> {
    return /Asterisk (\S+)/.exec(await this.ask('core show version'))?.[1] ?? 'unknown';
  }
}
