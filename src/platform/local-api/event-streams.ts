import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';

import { FACT_SOURCE, type FactSource } from './fact-source.js';

/** A reader hears something at least so often, and may take a longer silence for a dead connection. */
export const HEARTBEAT_MS = 5_000;

/** Facts are read at most so often, however many turns commit meanwhile: the engine's time belongs to calls. */
const GATHER_MS = 20;
const BATCH = 200;

/** Where the lines go: an HTTP response, as far as it is needed. */
export interface LineSink {
  /** False: full, wait for `drain`. */
  write(text: string): boolean;
  end(): void;
  once(event: 'drain' | 'close', listener: () => void): unknown;
}

interface Reader {
  readonly sink: LineSink;
  at: number;
  full: boolean;
}

/** GET /v1/events: every fact of the journal to every reader, each at its own pace. */
@Injectable()
export class EventStreams implements OnModuleDestroy {
  private readonly readers = new Set<Reader>();
  private gathering: NodeJS.Timeout | null = null;
  private readonly heartbeat: NodeJS.Timeout;

  constructor(@Inject(FACT_SOURCE) private readonly source: FactSource) {
    source.onCommit(() => {
      if (this.readers.size > 0) this.gather(GATHER_MS);
    });
    this.heartbeat = setInterval(() => {
      for (const { sink, full } of this.readers) if (!full) sink.write('{}\n');
    }, HEARTBEAT_MS);
    this.heartbeat.unref();
  }

  /**
   * Writes a line at once, then all facts after `after` and all that come, until the reader goes.
   *
   * @param after null for those from now on
   */
  follow(sink: LineSink, after: number | null): void {
    const last = this.source.lastSeq();
    const reader: Reader = { sink, at: after ?? last, full: false };
    const from = this.firstKept(reader.at, last);
    if (from !== null) reader.at = from - 1;
    sink.once('close', () => this.readers.delete(reader));
    this.readers.add(reader);
    sink.write(from === null ? '{}\n' : `${JSON.stringify({ gap: true, from })}\n`);
    this.gather(0);
  }

  /** Ends all streams, so that the HTTP server can close; readers come back by themselves. */
  onModuleDestroy(): void {
    clearInterval(this.heartbeat);
    if (this.gathering !== null) clearTimeout(this.gathering);
    for (const { sink } of this.readers) sink.end();
    this.readers.clear();
  }

  /** Where to go on when facts after `at` are lost: purged, or of a journal that is not there any more. */
  private firstKept(at: number, last: number): number | null {
    if (at === last) return null;
    if (at > last) return last + 1;
    const oldest = this.source.oldestSeq();
    if (oldest < 1 || oldest > last) return last + 1;
    return at < oldest - 1 ? oldest : null;
  }

  private gather(delayMs: number): void {
    this.gathering ??= setTimeout(() => {
      this.gathering = null;
      this.pump();
    }, delayMs);
  }

  /** One batch to each reader that can take it; the rest after other work has had its turn. */
  private pump(): void {
    let more = false;
    for (const reader of this.readers) {
      if (reader.full) continue;
      const facts = this.source.factsAfter(reader.at, BATCH);
      if (facts.length === 0) continue;
      reader.at = facts.at(-1)?.seq ?? reader.at;
      const taken = reader.sink.write(facts.map(({ seq, fact }) => `${JSON.stringify({ seq, fact })}\n`).join(''));
      if (!taken) this.waitFor(reader);
      else if (facts.length === BATCH) more = true;
    }
    if (more) this.gather(0);
  }

  private waitFor(reader: Reader): void {
    reader.full = true;
    reader.sink.once('drain', () => {
      reader.full = false;
      this.gather(0);
    });
  }
}
