import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';

import { runBounded, type Bounds } from '../platform/programs/bounded-program.js';
import { id3Bytes, KIND_BYTES, soundKind } from './core/sound-kind.js';
import { HEADER_BYTES, monoWavHeader, readWavHeader } from './core/wav-header.js';
import { ConversionFailed, LONGEST_S, PromptRejected } from './prompts.errors.js';

/** Sound as telephones have it: 8 kHz, one channel, 16 bits. */
export interface TelephoneSound {
  readonly durationMs: number;
  readonly bytes: number;
  /** Header and samples of a WAV file. */
  readonly wav: readonly Uint8Array[];
}

const RATE = 8000;
const BYTES_PER_SECOND = RATE * 2;
/** Of what is decoded, seconds: what is longer than the longest is seen to be, and no more of it. */
const MOST_DECODED_S = LONGEST_S + 1;
const BOUNDS: Bounds = {
  seconds: 120,
  outputBytes: (MOST_DECODED_S + 1) * BYTES_PER_SECOND,
  memoryMb: 512,
  nice: 10,
};

/** What is not the same for all that is converted. */
export interface Conversion {
  /** Of sox. */
  readonly effects?: readonly string[];
  readonly seconds?: number;
  readonly signal?: AbortSignal;
}

/**
 * What people uploaded as telephones' sound. What it is, is told by its contents; the decoder gets it on standard input, as
 * nobody, within bounds of time, memory and output (see runBounded).
 *
 * @throws PromptRejected with the reason
 * @throws ConversionFailed where this machine cannot convert anything
 */
export async function toTelephoneSound(path: string): Promise<TelephoneSound> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const at = async (position: number, length: number): Promise<Buffer> => {
      const buffer = Buffer.alloc(length);
      const { bytesRead } = await handle.read(buffer, 0, length, position);
      return buffer.subarray(0, bytesRead);
    };
    const from = (start: number, end: number): Readable => createReadStream(path, { start, end: end - 1 });
    return await convert(await look({ size, at, from }), {});
  } finally {
    await handle.close();
  }
}

/** The same of sound that is in memory. @throws PromptRejected, ConversionFailed; what `signal` was aborted with */
export async function bytesToTelephoneSound(bytes: Buffer, conversion: Conversion): Promise<TelephoneSound> {
  const source = await look({
    size: bytes.length,
    at: (position, length) => Promise.resolve(bytes.subarray(position, position + length)),
    from: (start, end) => Readable.from([bytes.subarray(start, end)]),
  });
  return convert(source, conversion);
}

async function convert({ options, samples }: Source, conversion: Conversion): Promise<TelephoneSound> {
  const { effects = [], seconds = BOUNDS.seconds, signal } = conversion;
  const pieces: Buffer[] = [];
  const ending = await runBounded(
    [
      // -G: what would be clipped is made quieter, all else keeps its level
      ...['sox', '-V1', '-G', ...options, '-'],
      ...['-t', 'raw', '-r', String(RATE), '-e', 'signed-integer', '-b', '16', '-c', '1', '-'],
      ...[...effects, 'trim', '0', String(MOST_DECODED_S)],
    ],
    samples,
    { ...BOUNDS, seconds, ...(signal === undefined ? {} : { signal }) },
    (piece) => pieces.push(piece),
  ).catch((error: unknown) => {
    throw new ConversionFailed(error instanceof Error ? error.message : String(error), { cause: error });
  });
  signal?.throwIfAborted();
  const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (ending.cut !== null || bytes > LONGEST_S * BYTES_PER_SECOND) throw new PromptRejected('too_long');
  if (/not found|No such file|no handler/i.test(ending.said)) throw new ConversionFailed(ending.said);
  if (ending.code !== 0 || bytes === 0) throw new PromptRejected('damaged');
  return {
    durationMs: Math.round((bytes / BYTES_PER_SECOND) * 1000),
    bytes: bytes + 44,
    wav: [monoWavHeader(RATE, bytes), ...pieces],
  };
}

interface Source {
  /** How sox reads its standard input. */
  readonly options: readonly string[];
  readonly samples: Readable;
}

/** Sound as it came, in a file or in memory. */
interface Held {
  readonly size: number;
  at(position: number, length: number): Promise<Buffer>;
  /** @param end first byte that is not taken */
  from(start: number, end: number): Readable;
}

async function look(held: Held): Promise<Source> {
  const head = await held.at(0, KIND_BYTES);
  const kind = soundKind(head, await held.at(id3Bytes(head), KIND_BYTES));
  if (kind === 'mp3') return { options: ['-t', 'mp3'], samples: held.from(id3Bytes(head), held.size) };
  if (kind !== 'wav') throw new PromptRejected(kind);
  return samplesOf(held, await held.at(0, HEADER_BYTES));
}

/** sox is told what the samples are rather than left to read the header: what that says was looked at here. */
function samplesOf(held: Held, head: Buffer): Source {
  const wav = readWavHeader(head, held.size);
  if ('fault' in wav) throw new PromptRejected(wav.fault);
  if (wav.bytes === 0) throw new PromptRejected('empty');
  if (wav.bytes / ((wav.sampleRate * wav.channels * wav.bits) / 8) > LONGEST_S) throw new PromptRejected('too_long');
  return {
    options: [
      ...['-t', 'raw', '-r', String(wav.sampleRate), '-e', wav.encoding, '-b', String(wav.bits)],
      ...['-L', '-c', String(wav.channels)],
    ],
    samples: held.from(wav.from, wav.from + wav.bytes),
  };
}
