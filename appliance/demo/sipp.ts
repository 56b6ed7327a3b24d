/** SIPp as caller and as telephone. Every process started here is ended by `endAll`, whatever happens. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { join } from 'node:path';

export const SCENARIOS = join(import.meta.dirname, 'scenarios');

export interface SippRun {
  /** File name below scenarios/, without ending. */
  readonly scenario: 'register' | 'telephone' | 'caller';
  /** Where it looks for captures and leaves its logs. */
  readonly folder: string;
  /** Whom it calls or answers: host:port. */
  readonly remote: string;
  readonly address: string;
  readonly port: number;
  /** First media port; a few even ones from here are used. */
  readonly mediaPort: number;
  readonly more?: readonly string[];
}

export interface Sipp {
  /** Exit status, null when it was ended by us. */
  readonly ended: Promise<number | null>;
}

const living = new Set<ChildProcess>();

/** One call of one scenario; ends by itself after it, or after 60 s. */
export function startSipp(run: SippRun): Sipp {
  const options = [
    ...['-sf', join(SCENARIOS, `${run.scenario}.xml`), '-m', '1', '-nostdin', '-timeout', '60s', '-timeout_error'],
    ...['-i', run.address, '-p', String(run.port), '-mi', run.address, '-mp', String(run.mediaPort)],
    ...['-trace_err', '-error_file', join(run.folder, `${run.scenario}.err`), ...(run.more ?? [])],
  ];
  const child = spawn('sipp', [...options, run.remote], { cwd: run.folder, stdio: 'ignore' });
  living.add(child);
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => {
      living.delete(child);
      resolve(127);
    });
    child.once('exit', (code) => {
      living.delete(child);
      resolve(code);
    });
  });
  return { ended };
}

/** Ends what still runs and waits for it. */
export async function endAll(): Promise<void> {
  await Promise.all(
    [...living].map(
      (child) =>
        new Promise<void>((resolve) => {
          child.once('exit', () => {
            resolve();
          });
          child.kill('SIGKILL');
        }),
    ),
  );
}

/**
 * The first free UDP port at an address, from `first` on.
 *
 * @throws Error where 50 in a row are taken
 */
export async function freePort(address: string, first: number): Promise<number> {
  for (let port = first; port < first + 100; port += 2) {
    if (await isFree(address, port)) return port;
  }
  throw new Error(`no free UDP port at ${address} from ${String(first)} on`);
}

function isFree(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => {
      resolve(false);
    });
    socket.bind({ address, port, exclusive: true }, () => {
      socket.close(() => {
        resolve(true);
      });
    });
  });
}
