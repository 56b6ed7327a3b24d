import { Injectable, type OnModuleDestroy } from '@nestjs/common';

import type { Notice } from '../../kernel/live-status.js';
import { HEARTBEAT_MS, type LineSink } from './event-streams.js';

/** Rows that change together are told together, and one that changes often is told so often at most. */
export const NOTICE_GATHER_MS = 100;
/** More changed rows than this are cheaper told by the status as a whole. */
const MOST_ROWS = 2_000;

/** Tells a row as it is now; null where there is nothing to tell. */
export type TellRow = (key: string) => Notice | null;

interface Reader {
  readonly sink: LineSink;
  full: boolean;
  /** Something was told while it was full. */
  missed: boolean;
}

/**
 * GET /v1/notices: what changes of the present, to everybody who shows it. Rows are read when they are told, so that a
 * burst costs one line a row; who is slow is told to take the status again. With nobody there nothing is done.
 */
@Injectable()
export class NoticeStreams implements OnModuleDestroy {
  private readonly readers = new Set<Reader>();
  private readonly changedRows = new Set<string>();
  private everything = false;
  private gathering: NodeJS.Timeout | null = null;
  private told = 0;
  private tell: TellRow = () => null;
  private readonly heartbeat: NodeJS.Timeout;

  constructor() {
    this.heartbeat = setInterval(() => {
      for (const { sink, full } of this.readers) if (!full) sink.write('{}\n');
    }, HEARTBEAT_MS);
    this.heartbeat.unref();
  }

  /** Number of the last notices told: a status that names it holds all of them. */
  get at(): number {
    return this.told;
  }

  /** Who knows the rows. */
  tellWith(tell: TellRow): void {
    this.tell = tell;
  }

  /** @param keys of rows, as `tellWith`'s function knows them */
  changed(keys: Iterable<string>): void {
    if (this.readers.size === 0) return;
    for (const key of keys) this.changedRows.add(key);
    if (this.changedRows.size > 0) this.gather();
  }

  /** Names or the set of rows may be others now. */
  everythingChanged(): void {
    if (this.readers.size === 0) return;
    this.everything = true;
    this.gather();
  }

  /** The first line is `{at}`; what is told after it has greater numbers. */
  follow(sink: LineSink): void {
    const reader: Reader = { sink, full: false, missed: false };
    sink.once('close', () => this.readers.delete(reader));
    this.readers.add(reader);
    this.write(reader, `${JSON.stringify({ at: this.told })}\n`);
  }

  onModuleDestroy(): void {
    clearInterval(this.heartbeat);
    if (this.gathering !== null) clearTimeout(this.gathering);
    for (const { sink } of this.readers) sink.end();
    this.readers.clear();
  }

  private gather(): void {
    this.gathering ??= setTimeout(() => {
      this.gathering = null;
      this.flush();
    }, NOTICE_GATHER_MS);
  }

  private flush(): void {
    const keys = [...this.changedRows];
    const again = this.everything || keys.length > MOST_ROWS;
    this.changedRows.clear();
    this.everything = false;
    this.told += 1;
    const text = again ? againLine(this.told) : this.lines(keys);
    if (text === '') return;
    for (const reader of this.readers) {
      if (reader.full) reader.missed = true;
      else this.write(reader, text);
    }
  }

  private lines(keys: readonly string[]): string {
    return keys
      .map((key) => {
        const notice = this.tell(key);
        return notice === null ? '' : `${JSON.stringify({ n: this.told, notice })}\n`;
      })
      .join('');
  }

  private write(reader: Reader, text: string): void {
    if (reader.sink.write(text)) return;
    reader.full = true;
    reader.sink.once('drain', () => {
      reader.full = false;
      if (!reader.missed) return;
      reader.missed = false;
      this.write(reader, againLine(this.told));
    });
  }
}

/** Take the status again. */
function againLine(n: number): string {
  return `${JSON.stringify({ n, again: true })}\n`;
}
