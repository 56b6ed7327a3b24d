import { once } from 'node:events';
import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib';

import type { FileSink } from './file-sink.js';

/** Sizes of the format without its extension for more; nothing of ours comes near. */
const MOST_BYTES = 0xffff_ffff;
const DEFLATED = 8;
/** Sizes follow the data; names are UTF-8. */
const FLAGS = 0x0808;
const VERSION = 20;
/** 1980-01-01: the time a file was made says nothing that its name does not. */
const DOS_DATE = 0x21;
/** Twice as fast as the usual 6, and a tenth larger. */
const LEVEL = 2;

interface Entry {
  readonly name: Buffer;
  readonly offset: number;
  crc: number;
  size: number;
  packed: number;
}

/** A zip file that is written from its beginning to its end, one entry after the other (APPNOTE 6.3). */
export class ZipFile {
  private readonly entries: Entry[] = [];
  private open: { readonly entry: Entry; readonly deflate: DeflateRaw } | null = null;
  private written = 0;

  constructor(private readonly sink: FileSink) {}

  /** Bytes of the open entry before they are packed. */
  get entrySize(): number {
    return this.open?.entry.size ?? 0;
  }

  begin(name: string): void {
    const entry: Entry = { name: Buffer.from(name), offset: this.written, crc: 0, size: 0, packed: 0 };
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(VERSION, 4);
    header.writeUInt16LE(FLAGS, 6);
    header.writeUInt16LE(DEFLATED, 8);
    header.writeUInt16LE(DOS_DATE, 12);
    header.writeUInt16LE(entry.name.length, 26);
    this.put(header);
    this.put(entry.name);
    const deflate = createDeflateRaw({ level: LEVEL });
    deflate.on('data', (chunk: Buffer) => {
      entry.packed += chunk.length;
      if (this.put(chunk)) return;
      deflate.pause();
      this.sink.stream.once('drain', () => deflate.resume());
    });
    this.open = { entry, deflate };
  }

  /** Resolves when there is room for more. @throws what the disk says */
  async write(text: string): Promise<void> {
    const { entry, deflate } = this.opened();
    const bytes = Buffer.from(text);
    entry.crc = crc32(bytes, entry.crc);
    entry.size += bytes.length;
    if (!deflate.write(bytes)) await this.sink.unlessFailed(once(deflate, 'drain'));
    this.sink.check();
  }

  /** Ends the entry. @throws what the disk says */
  async end(): Promise<void> {
    const { entry, deflate } = this.opened();
    deflate.end();
    await this.sink.unlessFailed(once(deflate, 'end'));
    this.open = null;
    const after = Buffer.alloc(16);
    after.writeUInt32LE(0x08074b50, 0);
    writeSizes(after, 4, entry);
    this.put(after);
    this.entries.push(entry);
  }

  async add(name: string, text: string): Promise<void> {
    this.begin(name);
    await this.write(text);
    await this.end();
  }

  /** Writes the list of entries, without which nobody can read the file. @throws what the disk says */
  async finish(): Promise<void> {
    const begin = this.written;
    for (const entry of this.entries) this.put(listed(entry));
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.entries.length, 8);
    end.writeUInt16LE(this.entries.length, 10);
    end.writeUInt32LE(this.written - begin, 12);
    end.writeUInt32LE(within(begin), 16);
    this.put(end);
    await this.sink.end();
  }

  /** Stops packing; what is written stays as it is. */
  abandon(): void {
    this.open?.deflate.destroy();
    this.open = null;
  }

  private opened(): { readonly entry: Entry; readonly deflate: DeflateRaw } {
    if (this.open === null) throw new Error('no entry is open');
    return this.open;
  }

  private put(bytes: Buffer): boolean {
    this.written += bytes.length;
    return this.sink.stream.write(bytes);
  }
}

function listed({ name, offset, ...sizes }: Entry): Buffer {
  const line = Buffer.alloc(46);
  line.writeUInt32LE(0x02014b50, 0);
  line.writeUInt16LE(VERSION, 4);
  line.writeUInt16LE(VERSION, 6);
  line.writeUInt16LE(FLAGS, 8);
  line.writeUInt16LE(DEFLATED, 10);
  line.writeUInt16LE(DOS_DATE, 14);
  writeSizes(line, 16, sizes);
  line.writeUInt16LE(name.length, 28);
  line.writeUInt32LE(within(offset), 42);
  return Buffer.concat([line, name]);
}

function writeSizes(into: Buffer, at: number, { crc, packed, size }: Pick<Entry, 'crc' | 'packed' | 'size'>): void {
  into.writeUInt32LE(crc, at);
  into.writeUInt32LE(within(packed), at + 4);
  into.writeUInt32LE(within(size), at + 8);
}

function within(bytes: number): number {
  if (bytes > MOST_BYTES) throw new RangeError('the file is larger than its format allows');
  return bytes;
}
