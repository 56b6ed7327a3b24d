import { createReadStream } from 'node:fs';

import { runBounded, type Bounds } from '../platform/programs/bounded-program.js';
import { PeakReader, type ConversationPeaks } from './core/peaks.js';
import { WaveformFailed } from './recording.errors.js';

const RATE = 8000;
/** Left and right, 16 bits each. */
const BYTES_PER_FRAME = 4;
/** A day of sound: what a broken file could make of itself ends there. */
const MOST_BYTES = 24 * 3600 * RATE * BYTES_PER_FRAME;
const BOUNDS: Bounds = { seconds: 900, outputBytes: MOST_BYTES, memoryMb: 256, nice: 19 };

/**
 * The peaks of a conversation's file, decoded piece by piece at the lowest priority: however long it is, it takes no more
 * memory than a short one.
 *
 * @throws WaveformFailed
 */
export async function drawWaveform(callId: string, path: string): Promise<ConversationPeaks> {
  const reader = new PeakReader();
  let rest: Buffer = Buffer.alloc(0);
  const ending = await runBounded(
    ['opusdec', '--quiet', '--no-dither', '--rate', String(RATE), '--force-stereo', '-', '-'],
    createReadStream(path),
    BOUNDS,
    (piece) => {
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      const whole = bytes.length - (bytes.length % BYTES_PER_FRAME);
      reader.read(samplesOf(bytes.subarray(0, whole)));
      rest = bytes.subarray(whole);
    },
  ).catch((error: unknown) => {
    throw new WaveformFailed(callId, error instanceof Error ? error.message : String(error));
  });
  if (ending.code !== 0)
    throw new WaveformFailed(callId, ending.said === '' ? `exit ${String(ending.code)}` : ending.said);
  return reader.peaks;
}

/** A view where the bytes lie evenly, a copy where they do not. */
function samplesOf(bytes: Buffer): Int16Array {
  const even = bytes.byteOffset % 2 === 0 ? bytes : Buffer.from(Uint8Array.from(bytes).buffer);
  return new Int16Array(even.buffer, even.byteOffset, even.length / 2);
}
