import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** What a program may use before it is ended. */
export interface Bounds {
  /** Wall time, seconds; of processor time it may have as much. */
  readonly seconds: number;
  /** What it may write, bytes. */
  readonly outputBytes: number;
  readonly memoryMb: number;
  /** 19 is the lowest priority. */
  readonly nice: number;
  /** Ends it before its time. */
  readonly signal?: AbortSignal;
}

export interface Ending {
  /** Exit status; null where it was ended by a signal, ours or another. */
  readonly code: number | null;
  /** What it wrote to standard error, the beginning of it. */
  readonly said: string;
  /** Which bound it came to; null where it ended by itself. */
  readonly cut: 'time' | 'output' | 'asked' | null;
}

const MOST_SAID = 2_000;
/** "nobody": a program that reads what strangers have made has no business with any file of ours. */
const NOBODY = '65534';

/**
 * Runs a program that reads standard input and writes standard output, within bounds and at low priority, without a shell,
 * without our environment (it holds secrets), and where we are root as nobody.
 *
 * @param take is given what the program writes, piece by piece
 * @throws Error where the program cannot be started
 */
export async function runBounded(
  command: readonly string[],
  input: Readable | null,
  bounds: Bounds,
  take: (piece: Buffer) => void,
): Promise<Ending> {
  const [program = '', ...args] = withinBounds(command, bounds);
  const child = spawn(program, args, {
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
    stdio: [input === null ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  let said = '';
  let written = 0;
  let cut: Ending['cut'] = null;
  const end = (why: Ending['cut']): void => {
    cut ??= why;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(() => end('time'), bounds.seconds * 1000);
  const asked = (): void => end('asked');
  bounds.signal?.addEventListener('abort', asked);
  if (bounds.signal?.aborted === true) asked();
  child.stdout?.on('data', (piece: Buffer) => {
    written += piece.length;
    if (written > bounds.outputBytes) end('output');
    else take(piece);
  });
  child.stderr?.on('data', (piece: Buffer) => {
    if (said.length < MOST_SAID) said = (said + piece.toString()).slice(0, MOST_SAID);
  });
  try {
    return await new Promise<Ending>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, said: said.trim(), cut }));
      if (input !== null && child.stdin !== null) {
        // a program that has seen enough closes its input before we are done: that is no failure
        child.stdin.on('error', () => input.destroy());
        input.once('error', (error) => {
          end(null);
          reject(error);
        });
        input.pipe(child.stdin);
      }
    });
  } finally {
    clearTimeout(timer);
    bounds.signal?.removeEventListener('abort', asked);
    input?.destroy();
  }
}

function withinBounds(command: readonly string[], bounds: Bounds): string[] {
  const asNobody = [
    ...['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--no-new-privs'],
    ...['--bounding-set=-all', '--inh-caps=-all', '--'],
  ];
  return [
    ...['nice', '-n', String(bounds.nice)],
    ...[
      'prlimit',
      `--cpu=${Math.ceil(bounds.seconds)}`,
      `--as=${bounds.memoryMb * 1024 * 1024}`,
      '--core=0',
      '--nproc=256',
      '--',
    ],
    ...(process.getuid?.() === 0 ? asNobody : []),
    ...command,
  ];
}
