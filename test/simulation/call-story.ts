import type { Instant } from '../../src/kernel/clock.js';
import type { CallRecord, CallStep } from '../../src/kernel/domain-events.js';
import type { CallId } from '../../src/kernel/ids.js';

/** Where the steps of a call have brought it. */
export type Place =
  'start' | 'menu' | 'queue' | 'leftQueue' | 'extension' | 'partner' | 'calling' | 'dialling' | 'customerMissed';

/** One call as its facts tell it. */
export interface CallStory {
  readonly callId: CallId;
  readonly steps: CallStep[];
  place: Place;
  /** The agent whose telephone is called, by the steps. */
  openOffer: string | null;
  rang: boolean;
  connected: boolean;
  refused: boolean;
  waitingSince: Instant | null;
  record: CallRecord | null;
}

export function isPlaced(story: CallStory): boolean {
  return story.steps[0]?.step === 'call.placed';
}
