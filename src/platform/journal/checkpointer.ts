import { Worker } from 'node:worker_threads';

/** What a checkpoint found in the log and moved into the database, in pages. */
export interface Checkpoint {
  readonly inLog: number;
  readonly moved: number;
}

/**
 * What the thread does, as text: as a file it would have one name in the build and another under test. PASSIVE takes
 * no lock that a commit waits for.
 */
const THREAD = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(workerData);
  database.exec('PRAGMA synchronous = NORMAL');
  const checkpoint = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  parentPort.on('message', () => {
    const { log, checkpointed } = checkpoint.get();
    parentPort.postMessage({ inLog: log, moved: checkpointed });
  });
`;

/**
 * Moves what SQLite's write-ahead log holds into the database file, on a thread of its own. SQLite would do that within
 * every so many-th commit and force both files to the disk: on a busy disk the turn then stands still for seconds.
 */
export class Checkpointer {
  private worker: Worker | null = null;
  private busy = false;

  /**
   * @param file path of the database, in WAL mode already
   * @param done called after each checkpoint
   * @param failed called when the thread has ended; the next `begin` starts another
   */
  constructor(
    private readonly file: string,
    private readonly done: (checkpoint: Checkpoint) => void,
    private readonly failed: () => void,
  ) {}

  /** Begins a checkpoint; false when one is under way. */
  begin(): boolean {
    if (this.busy) return false;
    this.busy = true;
    this.worker ??= this.start();
    this.worker.postMessage(null);
    return true;
  }

  /** No checkpoint begins any more; resolves when the thread has let go of the database. */
  async close(): Promise<void> {
    const { worker } = this;
    this.busy = true;
    this.worker = null;
    await worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(THREAD, { eval: true, workerData: this.file, name: 'checkpointer' });
    // It must not keep the process alive.
    worker.unref();
    worker.on('message', (checkpoint: Checkpoint) => {
      if (this.worker !== worker) return;
      this.busy = false;
      this.done(checkpoint);
    });
    worker.on('error', () => {
      if (this.worker !== worker) return;
      this.worker = null;
      this.busy = false;
      this.failed();
    });
    return worker;
  }
}
