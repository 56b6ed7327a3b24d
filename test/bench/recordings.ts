import { toneShare } from '../../appliance/demo/tones.ts';
import { sleep } from './children.ts';
import { CALLER_HZ, TELEPHONE_HZ } from './layout.ts';
import type { RecordedSound, Side } from './side.ts';

const WINDOW_MS = 100;
/** A tone's least share of a window's energy: of two mixed tones of one loudness each has a half. */
const LEAST_SHARE = 0.2;
/** Windows with its tone, as a share of the conversation, that each direction must have. */
export const LEAST_HEARD = 0.97;
/** What is not heard at the beginning and the end: the first packets, and those on their way at the hang-up. */
const EDGES_MS = 400;

/** How recordings of one run are. */
export interface RecordingQuality {
  /** Finished ones. */
  readonly made: number;
  readonly looked: number;
  /** Of the worst direction of the worst recording: windows with its tone as a share of the conversation. */
  readonly worst: number;
}

/** How long Asterisk may take to close its files after the calls, ms. */
const CLOSE_PATIENCE_MS = 5000;

/**
 * Looks at some recordings, evenly taken from all: is each party's tone there for the whole conversation?
 *
 * @param expected recordings that there should be
 * @param holdMs of the conversations
 */
export async function judgeRecordings(
  side: Side,
  expected: number,
  holdMs: number,
  most: number,
): Promise<RecordingQuality> {
  let names = await side.recordingNames();
  const patienceEndsAt = performance.now() + CLOSE_PATIENCE_MS;
  while (names.length < expected && performance.now() < patienceEndsAt) {
    await sleep(300);
    names = await side.recordingNames();
  }
  const step = Math.max(1, names.length / most);
  let worst = 1;
  let looked = 0;
  for (let at = 0; at < names.length; at += step) {
    const name = names[Math.floor(at)];
    if (name === undefined) break;
    looked += 1;
    worst = Math.min(worst, heardShare(await side.readRecording(name), holdMs));
  }
  return { made: names.length, looked, worst: looked === 0 ? 0 : worst };
}

function heardShare(sound: RecordedSound, holdMs: number): number {
  const expected = Math.floor((holdMs - EDGES_MS) / WINDOW_MS);
  const heard = Math.min(
    windowsWith(sound.caller, sound.rateHz, CALLER_HZ),
    windowsWith(sound.telephone, sound.rateHz, TELEPHONE_HZ),
  );
  return Math.min(1, heard / expected);
}

function windowsWith(samples: Int16Array, rateHz: number, hz: number): number {
  const size = (rateHz * WINDOW_MS) / 1000;
  let found = 0;
  for (let at = 0; at + size <= samples.length; at += size) {
    if (toneShare(samples.subarray(at, at + size), rateHz, hz) > LEAST_SHARE) found += 1;
  }
  return found;
}
