/** What is to be heard in a recording. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { findTone, readWav, type Sound, type ToneSpan } from './tones.ts';

/** Decodes an Ogg Opus file by opusdec. @throws Error where it cannot be decoded */
export async function decodeOpus(file: string): Promise<Sound> {
  const { stdout } = await promisify(execFile)('opusdec', ['--quiet', '--force-wav', file, '-'], {
    encoding: 'buffer',
    maxBuffer: 1 << 30,
  });
  return readWav(stdout);
}

export interface Heard {
  readonly channels: number;
  readonly durationMs: number;
  /** The caller's tone on the caller's side, the agent's on the agent's. */
  readonly left: ToneSpan;
  readonly right: ToneSpan;
  /** Milliseconds of a tone on the side where it does not belong. */
  readonly strayMs: number;
}

/** Listens for the caller's tone on the left and the agent's on the right. */
export function listen(sound: Sound, callerHz: number, agentHz: number): Heard {
  const [left = new Int16Array(), right = new Int16Array()] = sound.channels;
  const at = (samples: Int16Array, hz: number): ToneSpan => findTone(samples, sound.rateHz, hz);
  return {
    channels: sound.channels.length,
    durationMs: Math.round((left.length * 1000) / sound.rateHz),
    left: at(left, callerHz),
    right: at(right, agentHz),
    strayMs: at(left, agentHz).heardMs + at(right, callerHz).heardMs,
  };
}
