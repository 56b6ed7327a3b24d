import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/** A file that is written to as a stream; what the disk says comes out of whatever is waited for. */
export class FileSink {
  readonly stream: WriteStream;
  private readonly failed: Promise<never>;

  constructor(path: string) {
    this.stream = createWriteStream(path, { flags: 'w', mode: 0o600 });
    this.failed = new Promise((_resolve, reject) => this.stream.on('error', reject));
    // whoever waits gets it; nobody may be waiting at that moment
    this.failed.catch(() => undefined);
  }

  get bytes(): number {
    return this.stream.bytesWritten;
  }

  /** `work`, unless the disk fails before it is done. */
  unlessFailed<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.failed]);
  }

  async write(text: string): Promise<void> {
    if (!this.stream.write(text)) await this.unlessFailed(once(this.stream, 'drain'));
    this.check();
  }

  /** @throws what the disk has said */
  check(): void {
    if (this.stream.errored !== null) throw this.stream.errored;
  }

  async end(): Promise<void> {
    this.stream.end();
    await finished(this.stream);
  }

  async destroy(): Promise<void> {
    if (this.stream.closed) return;
    const closed = new Promise<void>((resolve) => this.stream.once('close', () => resolve()));
    this.stream.destroy();
    await closed;
  }
}
