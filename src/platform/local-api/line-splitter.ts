import { StringDecoder } from 'node:string_decoder';

/** No line of ours comes near it; without a limit a broken peer could fill the memory. */
const LONGEST_LINE = 1_000_000;

/** Cuts a stream of bytes into lines, wherever its chunks begin and end. */
export class LineSplitter {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  /** The lines that `chunk` completes, without their ends; empty ones are left out. */
  push(chunk: Buffer): string[] {
    const parts = (this.rest + this.decoder.write(chunk)).split('\n');
    this.rest = parts.pop() ?? '';
    if (this.rest.length > LONGEST_LINE) throw new Error('a line without end');
    return parts.filter((line) => line !== '');
  }
}
