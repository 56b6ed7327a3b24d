import { spawn } from 'node:child_process';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** Sound of two telephones: enough for speech in stereo, kbit/s. */
const BITRATE_KBIT = 24;
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

/**
 * Two mono WAV files become one stereo Ogg Opus file (RFC 7845), left first; at the lowest priority, so that
 * conversations never wait for it. Sound is read to the end of the files, whatever their headers say.
 *
 * @throws Error with what the programs said when one of them fails
 */
export async function encodeStereo(left: string, right: string, target: string): Promise<void> {
  const merge = spawn('nice', [
    '-n',
    '19',
    'sox',
    '-V1',
    '-M',
    '--ignore-length',
    left,
    '--ignore-length',
    right,
    '-t',
    'wav',
    '-',
  ]);
  const encode = spawn('nice', ['-n', '19', 'opusenc', '--quiet', '--bitrate', String(BITRATE_KBIT), '-', target]);
  const said: string[] = [];
  for (const program of [merge, encode]) program.stderr.on('data', (text: Buffer) => said.push(text.toString()));
  const ends = Promise.all([exitOf(merge), exitOf(encode)]);
  const flow = pipeline(merge.stdout, encode.stdin);
  const [codes] = await Promise.all([ends, flow.catch((error: unknown) => said.push(String(error)))]);
  if (codes.some((code) => code !== 0)) throw new Error(said.join(' ').trim() || `exit ${codes.join(', ')}`);
}

function exitOf(program: ReturnType<typeof spawn>): Promise<number> {
  return new Promise((resolve, reject) => {
    program.once('error', reject);
    program.once('close', (code) => {
      resolve(code ?? 1);
    });
  });
}
