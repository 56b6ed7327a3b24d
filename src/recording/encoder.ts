import { spawn } from 'node:child_process';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

import { gapSound, SAMPLE_HZ } from './core/gap.js';

/** Sound of two telephones: enough for speech in stereo, kbit/s. */
const BITRATE_KBIT = '24';
/** RIFF header that Asterisk writes before the samples, bytes. */
const WAV_HEADER = 44;
const DATA_SIZE_AT = 40;
const BYTES_PER_SECOND_AT = 28;

export interface WavFile {
  /** Length of the sound that is there, milliseconds. */
  readonly durationMs: number;
  /** False while it is being written, or when its writer ended without closing it: the header then lags behind. */
  readonly closed: boolean;
  /** Time since the last write, milliseconds. */
  readonly quietMs: number;
}

/** What a WAV file holds; null where there is none. */
export async function lookAtWav(file: string): Promise<WavFile | null> {
  const found = await stat(file).catch(() => null);
  if (found === null || found.size < WAV_HEADER) return null;
  const handle = await open(file, 'r');
  try {
    const header = Buffer.alloc(WAV_HEADER);
    await handle.read(header, 0, WAV_HEADER, 0);
    const bytesPerSecond = header.readUInt32LE(BYTES_PER_SECOND_AT);
    if (bytesPerSecond === 0) return null;
    const sound = found.size - WAV_HEADER;
    return {
      durationMs: Math.round((sound / bytesPerSecond) * 1000),
      closed: header.readUInt32LE(DATA_SIZE_AT) === sound,
      quietMs: Date.now() - found.mtimeMs,
    };
  } finally {
    await handle.close();
  }
}

/** What both sides said, in a part of a conversation: two mono WAV files. */
export interface SoundPart {
  readonly left: string;
  readonly right: string;
}

/** Samples as they go from one program to the other. */
const RAW = ['--raw', '--raw-bits', '16', '--raw-rate', String(SAMPLE_HZ), '--raw-chan', '2'];

/**
 * Pairs of mono WAV files become one stereo Ogg Opus file (RFC 7845), left first, with a tone between them; at the
 * lowest priority, so that conversations never wait for it. Of a pair the shorter is filled up with silence; sound is
 * read to the end of the files, whatever their headers say.
 *
 * @throws Error with what the programs said when one of them fails
 */
export async function encodeStereo(parts: readonly SoundPart[], target: string): Promise<void> {
  const said: string[] = [];
  const encode = spawn('nice', ['-n', '19', 'opusenc', '--quiet', ...RAW, '--bitrate', BITRATE_KBIT, '-', target]);
  encode.stderr.on('data', (text: Buffer) => said.push(text.toString()));
  const encoded = exitOf(encode);
  const flow = pipeline(soundOf(parts, said), encode.stdin).then(
    () => true,
    (error: unknown) => {
      said.push(String(error));
      return false;
    },
  );
  const [code, isWhole] = await Promise.all([encoded, flow]);
  if (code !== 0 || !isWhole) throw new Error(said.join(' ').trim() || `exit ${String(code)}`);
}

/** One part after the other, and between them what marks the gap. */
async function* soundOf(parts: readonly SoundPart[], said: string[]): AsyncGenerator<Uint8Array> {
  for (const [n, { left, right }] of parts.entries()) {
    if (n > 0) yield gapSound();
    const files = ['-M', '--ignore-length', left, '--ignore-length', right];
    const format = ['-t', 'raw', '-r', String(SAMPLE_HZ), '-e', 'signed-integer', '-b', '16', '-'];
    const merge = spawn('nice', ['-n', '19', 'sox', '-V1', ...files, ...format]);
    merge.stderr.on('data', (text: Buffer) => said.push(text.toString()));
    const merged = exitOf(merge);
    for await (const sound of merge.stdout) yield sound as Uint8Array;
    const code = await merged;
    if (code !== 0) throw new Error(`sox: exit ${String(code)}`);
  }
}

function exitOf(program: ReturnType<typeof spawn>): Promise<number> {
  return new Promise((resolve, reject) => {
    program.once('error', reject);
    program.once('close', (code) => {
      resolve(code ?? 1);
    });
  });
}
