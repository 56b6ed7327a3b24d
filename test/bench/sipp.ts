import type { ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeCapture, parseCapture } from '../../appliance/demo/capture.ts';
import { endOf, hasEnded, runChild, sleep, startChild, stopChild, until } from './children.ts';
import { CALLER_HZ, CALLERS, SCENARIOS, SERVER, TELEPHONE_HZ, TELEPHONES, type Ports } from './layout.ts';

/** Retransmissions from which on a run is given up: the side has collapsed. */
const COLLAPSED_AT = 30;
/** How long after the last hang-up a call may take to be over, milliseconds. */
const PATIENCE_MS = 6000;
/** Longer than any recorded conversation, ms; SIPp stops playing when the call ends. */
const CAPTURE_MS = 90_000;

/** What is placed in one run. */
export interface Load {
  readonly dialled: string;
  readonly calls: number;
  /** Calls begun in a second. */
  readonly perSecond: number;
  /** From answer to hang-up, ms. */
  readonly holdMs: number;
  /** Both parties send a tone all the time. */
  readonly sound: boolean;
  /** How long the telephones ring, ms. */
  readonly ringMs: number;
}

export interface Outcome {
  readonly placed: number;
  readonly completed: number;
  /** Conversations of the telephones: callers may have been answered before. */
  readonly reached: number;
  /** Calls that were up at the same time, at most. */
  readonly mostAtOnce: number;
  /** Of callers and telephones: messages they had to send again, and messages that came to them again. */
  readonly retransmissions: number;
  /** From INVITE to 200, ms, of every answered call, ascending. */
  readonly answerMs: readonly number[];
  /** The run was given up before all calls were placed. */
  readonly collapsed: boolean;
}

/** The callers and telephones of one run, in a folder of its own. */
export class SippRun {
  private readonly folder: string;
  private readonly ports: Ports;

  constructor(folder: string, ports: Ports) {
    this.folder = folder;
    this.ports = ports;
    mkdirSync(folder, { recursive: true });
  }

  /** @param around called when the telephones wait, with the work of placing the calls */
  async place(load: Load, around: (work: () => Promise<void>) => Promise<void>): Promise<Outcome> {
    this.writeScenarios(load);
    const telephones = this.start('telephones', TELEPHONES, this.ports.telephones, []);
    let collapsed = false;
    try {
      await this.waitForPort(telephones);
      await around(async () => {
        collapsed = await this.runCallers(load);
      });
      // The last BYE is on its way to the telephones.
      await sleep(500);
    } finally {
      await stopChild(telephones, 'SIGUSR1', 1500);
    }
    return this.outcome(collapsed);
  }

  /** Lets telephones sign in; the lines are those of SIPp's injection file. */
  async register(lines: readonly string[], perSecond: number): Promise<void> {
    const file = join(this.folder, 'telephones.csv');
    writeFileSync(file, ['SEQUENTIAL', ...lines, ''].join('\n'));
    writeFileSync(join(this.folder, 'register.xml'), readFileSync(join(SCENARIOS, 'register.xml')));
    const more = ['-inf', file, '-m', String(lines.length), '-r', String(perSecond), '-timeout', '60s'];
    await runChild('sipp', this.arguments('register', TELEPHONES, this.ports.telephones, more), {
      cwd: this.folder,
      env: environment(),
      log: join(this.folder, 'register.log'),
      patienceMs: 70_000,
    });
  }

  private async runCallers(load: Load): Promise<boolean> {
    const callers = this.start('caller', CALLERS, this.ports.callers, [
      ...['-s', load.dialled, '-m', String(load.calls), '-r', String(load.perSecond), '-d', String(load.holdMs)],
      ...['-l', '5000', '-trace_rtt', '-rtt_freq', '1'],
    ]);
    const plannedMs = (load.calls / load.perSecond) * 1000 + load.holdMs + PATIENCE_MS;
    const endAt = performance.now() + plannedMs;
    let collapsed = false;
    try {
      while (!collapsed && performance.now() < endAt && !(await endOf(callers, 500))) {
        collapsed = this.retransmissions() > COLLAPSED_AT;
      }
      if (hasEnded(callers)) return false;
      // No more new calls; those that are up end by themselves.
      callers.kill('SIGUSR1');
      await endOf(callers, load.holdMs + PATIENCE_MS);
      return true;
    } finally {
      await stopChild(callers, 'SIGTERM', 1000);
    }
  }

  private start(scenario: string, address: string, port: number, more: readonly string[]): ChildProcess {
    const statistics = ['-trace_stat', '-stf', `${scenario}-stat.csv`, '-fd', '1', '-trace_counts'];
    return startChild('sipp', this.arguments(scenario, address, port, [...statistics, ...more]), {
      cwd: this.folder,
      env: environment(),
      log: join(this.folder, `${scenario}.log`),
    });
  }

  private arguments(scenario: string, address: string, port: number, more: readonly string[]): string[] {
    const answers = scenario === 'telephones';
    return [
      ...['-sf', `${scenario}.xml`, '-nostdin', '-i', address, '-p', String(port)],
      ...['-mi', address, '-mp', String(this.ports.media), '-buff_size', '400000'],
      ...['-trace_err', '-error_file', `${scenario}-errors.log`, ...more],
      ...(answers ? [] : [`${SERVER}:${String(this.ports.sip)}`]),
    ];
  }

  private writeScenarios({ sound, ringMs }: Load): void {
    const tones = { caller: CALLER_HZ, telephone: TELEPHONE_HZ };
    for (const name of ['caller', 'telephones']) {
      const scenario = readFileSync(join(SCENARIOS, `${name}.xml`), 'utf8');
      const text = scenario.replace('<pause milliseconds="100"/>', `<pause milliseconds="${String(ringMs)}"/>`);
      const play = text.replace(/<!-- sound: (\S+) -->/, '<nop><action><exec play_pcap_audio="$1"/></action></nop>');
      writeFileSync(join(this.folder, `${name}.xml`), sound ? play : text);
    }
    if (!sound) return;
    for (const [name, hz] of Object.entries(tones)) {
      const steps = parseCapture(`t${String(hz)}:${String(CAPTURE_MS)}`);
      writeFileSync(join(this.folder, `${name}.pcap`), makeCapture(steps));
    }
  }

  private async waitForPort(telephones: ChildProcess): Promise<void> {
    // As the kernel writes it: address and port in hexadecimal, the address in the order of the machine.
    const port = this.ports.telephones.toString(16).toUpperCase().padStart(4, '0');
    await until('telephones wait for calls', 5000, () => {
      if (hasEnded(telephones)) throw new Error(`SIPp ended:\n${this.errors('telephones')}`);
      return readFileSync('/proc/net/udp', 'utf8').includes(`0300007F:${port}`);
    });
  }

  private errors(scenario: string): string {
    return readdirSync(this.folder)
      .filter((name) => name.startsWith(scenario) && name.endsWith('.log'))
      .map((name) => readFileSync(join(this.folder, name), 'utf8').slice(-1000))
      .join('\n');
  }

  private outcome(collapsed: boolean): Outcome {
    const calls = this.lastRow(/^caller-stat\.csv$/);
    return {
      placed: calls.get('TotalCallCreated') ?? 0,
      completed: calls.get('SuccessfulCall(C)') ?? 0,
      reached: this.lastRow(/^telephones-stat\.csv$/).get('SuccessfulCall(C)') ?? 0,
      mostAtOnce: this.highest(/^caller-stat\.csv$/, 'CurrentCall'),
      retransmissions: this.retransmissions(),
      answerMs: this.answerTimes(),
      collapsed,
    };
  }

  /** By message and direction, and those that came when their call was already over. */
  private retransmissions(): number {
    let sum = 0;
    for (const name of ['caller', 'telephones']) {
      for (const [column, value] of this.lastRow(new RegExp(`^${name}_\\d+_counts\\.csv$`))) {
        if (column.endsWith('_Retrans')) sum += value;
      }
      sum += this.lastRow(new RegExp(`^${name}-stat\\.csv$`)).get('DeadCallMsgs(C)') ?? 0;
    }
    return sum;
  }

  private answerTimes(): number[] {
    const rows = this.rows(/^caller_\d+_rtt\.csv$/);
    return rows.flatMap((row) => Math.round(row.get('response_time_ms') ?? Infinity)).sort((a, b) => a - b);
  }

  private highest(file: RegExp, column: string): number {
    return this.rows(file).reduce((most, row) => Math.max(most, row.get(column) ?? 0), 0);
  }

  private lastRow(file: RegExp): ReadonlyMap<string, number> {
    return this.rows(file).at(-1) ?? new Map<string, number>();
  }

  /** The numbers of a file of statistics, row by row. */
  private rows(file: RegExp): Map<string, number>[] {
    const name = readdirSync(this.folder).find((candidate) => file.test(candidate));
    if (name === undefined) return [];
    const [head = '', ...lines] = readFileSync(join(this.folder, name), 'utf8').split('\n');
    const columns = head.split(';');
    // The last line may be half written.
    const whole = lines.map((line) => line.split(';')).filter((cells) => cells.length >= columns.length);
    return whole.map((cells) => new Map(columns.map((column, index) => [column, Number(cells[index])])));
  }
}

/** The one that a share of the sorted values does not exceed; null when there are none. */
export function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? null;
}

function environment(): Record<string, string | undefined> {
  // SIPp draws its screen wherever its output goes, and needs to know how.
  return { ...process.env, TERM: 'xterm' };
}
