import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';

import { descendantsOf } from './cpu.ts';

export interface ChildOptions {
  readonly cwd?: string;
  /** The whole environment of the child; ours when left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** File that takes what it says. */
  readonly log: string;
}

const running = new Set<ChildProcess>();

/** Starts a program of which this process takes care: it is ended at the latest when this process ends. */
export function startChild(command: string, args: readonly string[], options: ChildOptions): ChildProcess {
  const log = openSync(options.log, 'a');
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', log, log],
    // A group of its own: Ctrl-C reaches us alone, and we end the parts in their order.
    detached: true,
  });
  closeSync(log);
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

/** Waits until it has ended, at most so many milliseconds. Returns whether it has. */
export async function endOf(child: ChildProcess, patienceMs: number): Promise<boolean> {
  if (hasEnded(child)) return true;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patienceMs);
  try {
    await once(child, 'exit', { signal: patience.signal });
    return true;
  } catch (error) {
    if (patience.signal.aborted) return hasEnded(child);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Asks it to end and, when that takes too long, kills it and everything below it. */
export async function stopChild(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM', patienceMs = 8000) {
  if (hasEnded(child)) return;
  const below = child.pid === undefined ? [] : descendantsOf(child.pid);
  child.kill(signal);
  if (await endOf(child, patienceMs)) return;
  child.kill('SIGKILL');
  for (const pid of below) killQuietly(pid);
  await endOf(child, 2000);
}

/**
 * Runs a program to its end.
 *
 * @throws Error with the end of its log when it fails or takes longer than `patienceMs`
 */
export async function runChild(
  command: string,
  args: readonly string[],
  options: ChildOptions & { readonly patienceMs?: number },
): Promise<void> {
  const child = startChild(command, args, options);
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  const ended = await Promise.race([endOf(child, options.patienceMs ?? 60_000), failed]);
  if (!ended) await stopChild(child);
  if (child.exitCode !== 0) {
    throw new Error(`${command} ${ended ? 'failed' : 'took too long'}:\n${tailOf(options.log)}`);
  }
}

export function tailOf(file: string, lines = 20): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '(no log)';
  }
}

/** Last resort when this process goes: whatever still runs is asked to end. */
export function killAllChildren(): void {
  for (const child of running) {
    if (child.pid !== undefined) killQuietly(child.pid, 'SIGTERM');
  }
}

function killQuietly(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Asks again and again until it is so. @throws Error naming what did not come about in time */
export async function until(what: string, patienceMs: number, isSo: () => Promise<boolean> | boolean): Promise<void> {
  const endAt = performance.now() + patienceMs;
  while (!(await isSo())) {
    if (performance.now() > endAt) throw new Error(`not within ${String(patienceMs)} ms: ${what}`);
    await sleep(100);
  }
}
