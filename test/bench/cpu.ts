import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second in /proc on every architecture (USER_HZ). */
const TICKS_PER_SECOND = 100;

interface ProcessTimes {
  readonly parent: number;
  /** Of the process with all its threads, seconds. */
  readonly own: number;
  /** Of its children that have ended, seconds. */
  readonly ended: number;
}

/** CPU seconds by part of a side, e.g. asterisk, engine, postgres, encoder. */
export type CpuByPart = Readonly<Record<string, number>>;

/** A process that belongs to a side. */
export interface Part {
  readonly name: string;
  readonly pid: number;
  /** Name under which its children count; its own when left out. */
  readonly childrenName?: string;
}

function timesOf(pid: number): ProcessTimes | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The name, in brackets, may hold spaces; what follows are fields 3 and on of proc_pid_stat(5).
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const field = (number: number): number => fields[number - 3] ?? 0;
  return {
    parent: field(4),
    own: (field(14) + field(15)) / TICKS_PER_SECOND,
    ended: (field(16) + field(17)) / TICKS_PER_SECOND,
  };
}

function allTimes(): Map<number, ProcessTimes> {
  const all = new Map<number, ProcessTimes>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const times = Number.isInteger(pid) ? timesOf(pid) : null;
    if (times !== null) all.set(pid, times);
  }
  return all;
}

function below(root: number, all: ReadonlyMap<number, ProcessTimes>): number[] {
  const found: number[] = [];
  const open = [root];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const [pid, times] of all) {
      if (times.parent !== parent) continue;
      found.push(pid);
      open.push(pid);
    }
  }
  return found;
}

/** Ids of all processes below one. */
export function descendantsOf(root: number): number[] {
  return below(root, allTimes());
}

/** CPU seconds that the parts, their threads and their children (also ended ones) have used so far. */
export function cpuOf(parts: readonly Part[]): CpuByPart {
  const all = allTimes();
  const sums: Record<string, number> = {};
  const add = (name: string, seconds: number): void => {
    sums[name] = (sums[name] ?? 0) + seconds;
  };
  for (const part of parts) {
    const root = all.get(part.pid);
    if (root === undefined) throw new Error(`${part.name} has ended`);
    const children = part.childrenName ?? part.name;
    add(part.name, root.own);
    add(children, root.ended);
    for (const pid of below(part.pid, all)) {
      const times = all.get(pid);
      if (times !== undefined) add(children, times.own + times.ended);
    }
  }
  return sums;
}

/** What was used between two readings. */
export function cpuBetween(before: CpuByPart, after: CpuByPart): CpuByPart {
  return Object.fromEntries(Object.entries(after).map(([name, seconds]) => [name, seconds - (before[name] ?? 0)]));
}

export function sumOf(cpu: CpuByPart): number {
  return Object.values(cpu).reduce((sum, seconds) => sum + seconds, 0);
}

/** CPU seconds that the whole machine has been busy since it started, also where other machines took its time. */
export function machineBusyS(): number {
  // cpu user nice system idle iowait irq softirq steal guest guest_nice; user holds guest already (proc_stat(5))
  const [, ...fields] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/ +/);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = fields.map(Number);
  return (user + nice + system + irq + softirq + steal) / TICKS_PER_SECOND;
}

/** CPU seconds of this process and everything that it has started: what is measured and SIPp. */
export function ownTreeS(): number {
  return sumOf(cpuOf([{ name: 'all', pid: process.pid }]));
}
